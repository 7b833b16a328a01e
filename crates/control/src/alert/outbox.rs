//! Alerts on their way: raised once, sent by whoever takes them first, tried again for a while.

use super::form::{Address, message, verdict};
use crate::job::{Shutdown, stopped};
use crate::store::alert_delivery::{self, New, Row};
use crate::store::alert_target;
use crate::{Control, Result};
use domain::Secret;
use domain::alert::{Alert, AlertEvent, DeliveryState};
use domain::time::{MINUTE, SECOND};
use futures_util::future::join_all;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use std::collections::BTreeMap;
use std::time::Duration;

const LOOK: Duration = Duration::from_secs(1);
const AT_ONCE: i64 = 20;
const LIMIT: Duration = Duration::from_secs(10);
/// Whoever has taken one and died had more than its time.
const TAKEN: i64 = MINUTE;
/// Before the second try, the third, ...; after the last one it has failed.
const PAUSES: [i64; 4] = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE];
/// What comes and goes is told once in so long.
pub(super) const QUIET: i64 = 5 * MINUTE;
const ANSWER_BYTES: usize = 16 << 10;

/// A target as it is sent to.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) address: Address,
    pub(crate) proxy: Option<Secret>,
    events: Vec<AlertEvent>,
    enabled: bool,
}

impl Target {
    pub(crate) fn wants(&self, event: AlertEvent) -> bool {
        self.enabled && self.events.contains(&event)
    }
}

impl Control {
    /// Tells every target that wants it, unless it was told already. `subject`: of whom. False: some target is told nothing,
    /// because it was told of it already, or of something alike a moment ago.
    pub async fn raise(&self, subject: &str, alert: &Alert) -> Result<bool> {
        let rows = alert_target::list(&mut self.0.db.read().await?).await?;
        let targets: Vec<_> = rows.iter().filter_map(|row| self.target(row)).collect();
        let wanted: Vec<_> = targets.iter().filter(|target| target.wants(alert.event)).collect();
        if wanted.is_empty() {
            return Ok(true);
        }
        let (json, event) = (serde_json::to_string(alert)?, alert.event.as_str());
        let (mut tx, mut all) = (self.0.db.write().await?, true);
        for target in wanted {
            let new = New {
                target: (target.id, &target.name),
                key: &alert.key,
                subject,
                event,
                at: alert.at,
                alert: &json,
                quiet_since: alert.at - QUIET,
            };
            all &= alert_delivery::insert(&mut tx, &new).await?;
        }
        tx.commit().await?;
        Ok(all)
    }

    /// All targets that can be sent to.
    pub(crate) async fn targets(&self) -> Result<Vec<Target>> {
        let rows = alert_target::list(&mut self.0.db.read().await?).await?;
        Ok(rows.iter().filter_map(|row| self.target(row)).collect())
    }

    /// None: sealed with another key.
    pub(crate) fn target(&self, row: &alert_target::Row) -> Option<Target> {
        let open = |sealed: &String| match sealed.is_empty() {
            true => Some(None),
            false => self.0.seal.open(sealed).map(Some),
        };
        Some(Target {
            id: row.id,
            name: row.name.clone(),
            address: Address {
                kind: row.kind,
                url: open(&row.url)??,
                secret: open(&row.secret)?,
                chat: row.chat.clone(),
                template: row.template.clone(),
                language: row.language,
            },
            proxy: open(&row.proxy)?,
            events: serde_json::from_str(&row.events).unwrap_or_default(),
            enabled: row.enabled,
        })
    }

    /// Sends it now.
    ///
    /// # Errors
    /// Why it was not taken, in words without the address.
    pub(crate) async fn post(&self, target: &Target, alert: &Alert) -> Result<(), String> {
        let message = message(&target.address, alert, self.now());
        let unreached = |error: egress::Error| match error {
            egress::Error::Refused(refused) => format!("its address is refused: {refused}"),
            egress::Error::Failed(error) if error.is_timeout() => "it did not answer in time".to_owned(),
            egress::Error::Failed(error) if error.is_connect() => "it cannot be reached".to_owned(),
            egress::Error::Failed(_) | egress::Error::Tls(_) => "it could not be sent".to_owned(),
        };
        let proxy = target.proxy.as_ref().map(Secret::expose);
        let client = self.0.egress.client(reqwest::Client::builder().timeout(LIMIT), proxy).map_err(unreached)?;
        let request = client.draft(Method::POST, message.url.expose()).header(CONTENT_TYPE, "application/json");
        let request = request.body(message.body).build().map_err(|error| unreached(error.into()))?;
        let mut answer = client.execute(request).await.map_err(unreached)?;
        let (status, mut body) = (answer.status().as_u16(), Vec::new());
        while let Ok(Some(chunk)) = answer.chunk().await {
            body.extend_from_slice(&chunk[..chunk.len().min(ANSWER_BYTES - body.len())]);
            if body.len() == ANSWER_BYTES {
                break;
            }
        }
        verdict(target.address.kind, status, &String::from_utf8_lossy(&body))
    }
}

/// Sends what waits, until the end.
pub async fn run(control: Control, mut shutdown: Shutdown) {
    loop {
        tokio::select! {
            () = stopped(&mut shutdown) => return,
            () = tokio::time::sleep(LOOK) => {}
        }
        // What is cut off here was taken, and is sent again when that is over.
        tokio::select! {
            () = stopped(&mut shutdown) => return,
            sent = send_due(&control) => {
                if let Err(error) = sent {
                    tracing::debug!(%error, "alerts wait for the database");
                }
            }
        }
    }
}

async fn send_due(control: &Control) -> Result<()> {
    let rows = alert_delivery::due(&mut control.0.db.read().await?, control.now(), AT_ONCE).await?;
    let mut targets: BTreeMap<i64, Vec<Row>> = BTreeMap::new();
    rows.into_iter().for_each(|row| targets.entry(row.target_id).or_default().push(row));
    let sent = join_all(targets.into_values().map(|rows| send_in_turn(control, rows))).await;
    sent.into_iter().collect()
}

/// To one target: after a failure the others wait, too, and hold up nobody.
async fn send_in_turn(control: &Control, rows: Vec<Row>) -> Result<()> {
    for row in rows {
        let mut tx = control.0.db.write().await?;
        let taken = alert_delivery::take(&mut tx, &row, control.now() + TAKEN).await?;
        tx.commit().await?;
        if taken && !send(control, &row).await? {
            break;
        }
    }
    Ok(())
}

/// False: it did not arrive.
async fn send(control: &Control, row: &Row) -> Result<bool> {
    let alert: Alert = serde_json::from_str(&row.alert)?;
    // As it is now: whoever switched it off meanwhile is told nothing.
    let target = alert_target::get(&mut control.0.db.read().await?, row.target_id).await?;
    let target = target.and_then(|row| control.target(&row)).filter(|target| target.wants(alert.event));
    let outcome = match &target {
        Some(target) => Some(control.post(target, &alert).await),
        None => None,
    };
    let (now, mut tx) = (control.now(), control.0.db.write().await?);
    let arrived = !matches!(outcome, Some(Err(_)));
    match outcome {
        None => alert_delivery::end(&mut tx, row.id, DeliveryState::Dropped, None, now).await?,
        Some(Ok(())) => alert_delivery::end(&mut tx, row.id, DeliveryState::Sent, None, now).await?,
        Some(Err(error)) => match usize::try_from(row.attempts).ok().and_then(|tried| PAUSES.get(tried)) {
            Some(pause) => alert_delivery::postpone(&mut tx, row.id, &error, now + *pause).await?,
            None => {
                tracing::warn!(target = row.target_name, error, "an alert could not be delivered");
                alert_delivery::end(&mut tx, row.id, DeliveryState::Failed, Some(&error), now).await?;
            }
        },
    }
    tx.commit().await?;
    Ok(arrived)
}
