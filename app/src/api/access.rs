use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::TokenId;
use domain::sign_in::{ConsoleSession, Enrolment, SecondFactor};
use domain::token::{ApiToken, CreatedApiToken, NewApiToken};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// How somebody gets in. Tokens: none for who may not make any; second factor: none for who has no use for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    pub sessions: Vec<ConsoleSession>,
    pub tokens: Option<Vec<ApiToken>>,
    pub second_factor: Option<SecondFactor>,
}

#[server(prefix = "/api/console", input = Json)]
pub async fn load_access() -> Result<Access, Refusal> {
    let (state, caller) = (state(), caller().await?);
    let control = &state.control;
    let tokens = match control.tokens().list(&caller).await {
        Err(control::Error::Forbidden) => None,
        listed => Some(listed?),
    };
    let second_factor = match caller.is_admin() {
        true => Some(control.second_factors().get(&caller).await?),
        false => None,
    };
    Ok(Access { sessions: control.console_sessions().list(&caller).await?, tokens, second_factor })
}

#[server(prefix = "/api/console", input = Json)]
pub async fn create_token(new: NewApiToken) -> Result<CreatedApiToken, Refusal> {
    Ok(state().control.tokens().create(&caller().await?, new).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn delete_token(id: TokenId) -> Result<(), Refusal> {
    Ok(state().control.tokens().delete(&caller().await?, id).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn end_console_session(id: String) -> Result<(), Refusal> {
    Ok(state().control.console_sessions().end(&caller().await?, &id).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn begin_second_factor() -> Result<Enrolment, Refusal> {
    Ok(state().control.second_factors().begin(&caller().await?).await?)
}

/// Whether there is one from now on.
#[server(prefix = "/api/console", input = Json)]
pub async fn change_second_factor(code: String, on: bool) -> Result<(), Refusal> {
    let (state, caller) = (state(), caller().await?);
    match on {
        true => state.control.second_factors().confirm(&caller, &code).await.map(|_| ())?,
        false => state.control.second_factors().remove(&caller, &code).await?,
    }
    Ok(())
}
