//! Takes prices over, and prices what waits for a price.

use crate::auth::Actor;
use crate::{Control, Error, Result};
use domain::ApiError;
use domain::error::ErrorCode;

/// How many prices changed.
pub(super) async fn sync(control: &Control) -> Result<i64> {
    let report = control.prices().sync_once(&Actor::command("price sync")).await;
    match report.error {
        Some(error) => Err(Error::Refused(ApiError::new(ErrorCode::Unavailable, error))),
        None => Ok(report.stored as i64),
    }
}

/// How many requests were priced.
pub(super) async fn reprice(control: &Control) -> Result<i64> {
    let mut priced = 0;
    loop {
        match control.prices().reprice().await? {
            0 => return Ok(priced),
            more => priced += more,
        }
    }
}
