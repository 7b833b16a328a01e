use crate::api::Refusal;
use crate::i18n::{Locale, locale};
use crate::ui::Fault;
use domain::error::ErrorCode;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Something that a button or a form asks of the hub, once at a time.
#[derive(Clone, Copy)]
pub struct Errand {
    pub busy: RwSignal<bool>,
    locale: Locale,
}

impl Errand {
    /// Make it while the component is made; `run` it from a handler.
    pub fn new() -> Self {
        Self { busy: RwSignal::new(false), locale: locale() }
    }

    /// `then` hears the outcome, unless what asked is no longer on the page. Whoever is signed out goes to sign in.
    pub fn run<T: 'static>(
        self,
        work: impl Future<Output = Result<T, Refusal>> + 'static,
        then: impl FnOnce(Result<T, Fault>) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let outcome = work.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(value) => then(Ok(value)),
                Err(refusal) if refusal.is_signed_out() => sign_in(),
                Err(refusal) => then(Err(told(self.locale, refusal))),
            }
        });
    }
}

impl Default for Errand {
    fn default() -> Self {
        Self::new()
    }
}

/// The refusals that people meet every day, in their language.
fn told(locale: Locale, refusal: Refusal) -> Fault {
    let t = locale.refusal();
    let own = match (refusal.0.code, refusal.0.field.as_deref()) {
        (ErrorCode::Conflict, Some("name")) => Some(t.name_taken()),
        (ErrorCode::Unavailable, None) => Some(t.away()),
        _ => None,
    };
    let fault = Fault::from(refusal);
    Fault { message: own.map_or(fault.message, str::to_owned), ..fault }
}

fn sign_in() {
    let here = window().location();
    let from = [here.pathname(), here.search()].into_iter().filter_map(Result::ok).collect::<String>();
    _ = here.set_href(&format!("/login?from={}", String::from(js_sys::encode_uri_component(&from))));
}
