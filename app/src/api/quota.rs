use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::limit::LimitOwner;
use domain::quota::{QuotaAsk, QuotaPage, QuotaReport, WarningRow};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Warnings that a page shows.
#[cfg(feature = "ssr")]
const WARNINGS: i64 = 20;

/// With the latest warnings.
#[server(prefix = "/api/console", input = Json)]
pub async fn load_quotas(ask: QuotaAsk) -> Result<(QuotaPage, Vec<WarningRow>), Refusal> {
    let (state, caller) = (state(), caller().await?);
    let warnings = state.control.warnings().list(&caller, None, WARNINGS).await?;
    Ok((state.quotas(&caller, &ask).await?, warnings.items))
}

/// The caller's own, with the latest warnings of them.
#[server(prefix = "/api/console", input = Json)]
pub async fn load_own_quotas() -> Result<(Vec<QuotaReport>, Vec<WarningRow>), Refusal> {
    let (state, caller) = (state(), caller().await?);
    let warnings = state.control.warnings().own(&caller, None, WARNINGS).await?;
    Ok((state.own_quotas(&caller).await?, warnings.items))
}

#[server(prefix = "/api/console", input = Json)]
pub async fn reset_usage(owner: LimitOwner) -> Result<(), Refusal> {
    let (state, caller) = (state(), caller().await?);
    match owner {
        LimitOwner::User(id) => state.control.users().reset_usage(&caller, id).await.map(drop),
        LimitOwner::Key(id) => state.control.keys().reset_usage(&caller, id).await.map(drop),
        LimitOwner::Provider(id) => state.control.providers().reset_usage(&caller, id).await.map(drop),
    }?;
    Ok(())
}
