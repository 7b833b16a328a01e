use crate::i18n::locale;
use crate::ui::Tone;
use domain::breaker::BreakerState;
use domain::log::{Class, Exclusion};

pub fn exclusion_word(reason: Exclusion) -> &'static str {
    let t = locale().chain();
    match reason {
        Exclusion::Disabled => t.excluded_disabled(),
        Exclusion::Unusable => t.excluded_unusable(),
        Exclusion::Group => t.excluded_group(),
        Exclusion::ClientBlocked => t.excluded_client_blocked(),
        Exclusion::ClientNotAllowed => t.excluded_client_not_allowed(),
        Exclusion::Model => t.excluded_model(),
        Exclusion::Dialect => t.excluded_dialect(),
        Exclusion::Schedule => t.excluded_schedule(),
        Exclusion::BreakerOpen => t.excluded_breaker_open(),
        Exclusion::ModelBreakerOpen => t.excluded_model_breaker_open(),
        Exclusion::OpenedByHand => t.excluded_opened_by_hand(),
        Exclusion::Probing => t.excluded_probing(),
        Exclusion::Full => t.excluded_full(),
        Exclusion::RateLimited => t.excluded_rate_limited(),
        Exclusion::Spent => t.excluded_spent(),
        Exclusion::Tried => t.excluded_tried(),
    }
}

/// Loud is what holds for a while only; what an admin has set so is quiet.
pub(super) fn exclusion_tone(reason: Exclusion) -> Tone {
    match reason {
        Exclusion::Unusable | Exclusion::BreakerOpen | Exclusion::ModelBreakerOpen | Exclusion::OpenedByHand => {
            Tone::Bad
        }
        Exclusion::Probing | Exclusion::Full | Exclusion::RateLimited | Exclusion::Spent | Exclusion::Tried => {
            Tone::Warn
        }
        _ => Tone::Idle,
    }
}

pub fn class_word(class: Class) -> &'static str {
    let t = locale().chain();
    match class {
        Class::ClientFault => t.class_client_fault(),
        Class::ModelMissing => t.class_model_missing(),
        Class::NotFound => t.class_not_found(),
        Class::Auth => t.class_auth(),
        Class::Quota => t.class_quota(),
        Class::RateLimited => t.class_rate_limited(),
        Class::Overloaded => t.class_overloaded(),
        Class::ServerError => t.class_server_error(),
        Class::Unreachable => t.class_unreachable(),
        Class::BrokeOff => t.class_broke_off(),
        Class::ConnectTimeout => t.class_connect_timeout(),
        Class::FirstByteTimeout => t.class_first_byte_timeout(),
        Class::IdleTimeout => t.class_idle_timeout(),
        Class::TotalTimeout => t.class_total_timeout(),
        Class::FalseSuccess => t.class_false_success(),
        Class::Empty => t.class_empty(),
        Class::Truncated => t.class_truncated(),
        Class::ClientLeft => t.class_client_left(),
    }
}

pub fn breaker_word(state: BreakerState) -> &'static str {
    let t = locale().chain();
    match state {
        BreakerState::Closed => t.breaker_closed(),
        BreakerState::Open => t.breaker_open(),
        BreakerState::HalfOpen => t.breaker_half_open(),
    }
}
