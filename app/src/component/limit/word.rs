use crate::i18n::Locale;
use domain::limit::LimitKind;

/// What a limit counts.
pub fn limit_word(locale: Locale, kind: LimitKind) -> &'static str {
    let t = locale.limit();
    match kind {
        LimitKind::Rpm => t.rpm(),
        LimitKind::Tpm => t.tpm(),
        LimitKind::ConcurrentSessions => t.sessions(),
        LimitKind::ConcurrentRequests => t.requests(),
        LimitKind::Usd5h => t.five_hours(),
        LimitKind::UsdDay => t.day(),
        LimitKind::UsdWeek => t.week(),
        LimitKind::UsdMonth => t.month(),
        LimitKind::UsdTotal => t.total(),
    }
}
