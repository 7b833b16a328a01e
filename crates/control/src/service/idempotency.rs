//! A request that is sent twice with the same `Idempotency-Key` is done once
//! (draft-ietf-httpapi-idempotency-key-header).

use crate::db::Tx;
use crate::seal::{hash, hex};
use crate::store::idempotency_key::{self as store, Since};
use crate::{Control, Result};
use domain::time::{DAY, MINUTE};
use domain::{Millis, Secret};
use serde::{Deserialize, Serialize};

/// How long an answer is kept.
const KEPT: i64 = DAY;
/// After this a request without an answer has died with its instance.
const UNDER_WAY: i64 = 5 * MINUTE;

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

pub enum Turn {
    /// It is to be done, and [`Idempotency::answered`] called.
    First,
    /// It was done.
    Again(Answer),
    /// Another request came with this key.
    Other,
    /// It is being done.
    UnderWay,
}

/// One key of one caller.
#[derive(Clone)]
pub struct Idempotency {
    control: Control,
    hash: String,
}

impl Control {
    /// `credential`: what the caller proves who they are with, so that nobody gets another one's answer.
    pub fn idempotency(&self, credential: &Secret, key: &str) -> Idempotency {
        let hash = hex(&hash(&format!("{} {key}", credential.expose())));
        Idempotency { control: self.clone(), hash }
    }
}

impl Idempotency {
    /// `fingerprint` is the same for the same request.
    pub async fn begin(&self, fingerprint: &str, now: Millis) -> Result<Turn> {
        let control = &self.control.0;
        let mut tx = control.db.write().await?;
        if store::take(&mut tx, &self.hash, fingerprint, now, since(now)).await? {
            tx.commit().await?;
            return Ok(Turn::First);
        }
        let Some(row) = store::get(&mut tx, &self.hash).await? else { return Ok(Turn::UnderWay) };
        if row.fingerprint != fingerprint {
            return Ok(Turn::Other);
        }
        match control.seal.open(&row.answer) {
            Some(text) => Ok(Turn::Again(serde_json::from_str(text.expose())?)),
            None => Ok(Turn::UnderWay),
        }
    }

    /// Without an answer that may be given again, the key is free again.
    pub async fn answered(&self, answer: Option<&Answer>) -> Result<()> {
        let control = &self.control.0;
        let mut tx = control.db.write().await?;
        match answer {
            Some(answer) => {
                let sealed = control.seal.seal(&Secret::new(serde_json::to_string(answer)?))?;
                store::answer(&mut tx, &self.hash, &sealed).await?;
            }
            None => store::delete(&mut tx, &self.hash).await?,
        }
        tx.commit().await
    }
}

pub(crate) async fn forget(tx: &mut Tx, now: Millis) -> Result<()> {
    store::forget(tx, since(now)).await
}

fn since(now: Millis) -> Since {
    Since { kept: now - KEPT, under_way: now - UNDER_WAY }
}
