use super::provider::check::checked_proxy;
use super::{PAGE_MAX, before, name, page};
use crate::alert::text;
use crate::auth::Actor;
use crate::change::Change;
use crate::store::alert_target::Row;
use crate::store::{alert_delivery, alert_target};
use crate::{Control, Error, Result};
use domain::Secret;
use domain::alert::{Alert, AlertEvent, AlertTarget, Delivery, NewTarget, TargetKind, TargetPatch, check_template};
use domain::log::Page;

const TEMPLATE_CHARS: usize = 20_000;
const CHAT_CHARS: usize = 200;

#[derive(Clone, Copy)]
pub struct Alerts<'a>(&'a Control);

impl Control {
    pub fn alerts(&self) -> Alerts<'_> {
        Alerts(self)
    }
}

impl Alerts<'_> {
    /// By name.
    pub async fn targets(self, actor: &Actor) -> Result<Vec<AlertTarget>> {
        actor.require_admin()?;
        let rows = alert_target::list(&mut self.0.0.db.read().await?).await?;
        Ok(rows.iter().map(shown).collect())
    }

    pub async fn target(self, actor: &Actor, id: i64) -> Result<AlertTarget> {
        actor.require_admin()?;
        let row = alert_target::get(&mut self.0.0.db.read().await?, id).await?;
        row.as_ref().map(shown).ok_or(Error::NotFound("alert target"))
    }

    pub async fn create(self, actor: &Actor, new: NewTarget) -> Result<AlertTarget> {
        let mut change = self.0.change(actor).await?;
        let mut row = Row {
            id: 0,
            name: name("name", &new.name)?,
            kind: new.kind,
            enabled: new.enabled,
            language: new.language,
            url: String::new(),
            hint: String::new(),
            secret: self.sealed(new.secret.as_ref())?,
            chat: chat(new.kind, &new.chat)?,
            template: template(&new.template)?,
            events: events(&new.events)?,
            proxy: self.sealed_proxy(new.proxy.as_ref())?,
            created_at: change.now,
        };
        self.put_address(&mut row, new.kind, &new.url)?;
        row.id = alert_target::insert(&mut change.tx, &row).await?;
        let created = shown(&row);
        self.end(change, "create", None, Some(&created)).await?;
        Ok(created)
    }

    pub async fn update(self, actor: &Actor, id: i64, patch: TargetPatch) -> Result<AlertTarget> {
        let mut change = self.0.change(actor).await?;
        let mut row = alert_target::get(&mut change.tx, id).await?.ok_or(Error::NotFound("alert target"))?;
        let before = shown(&row);
        if let Some(text) = &patch.name {
            row.name = name("name", text)?;
        }
        if let Some(url) = &patch.url {
            self.put_address(&mut row, before.kind, url)?;
        }
        if let Some(secret) = &patch.secret {
            row.secret = self.sealed(Some(secret))?;
        }
        if let Some(proxy) = &patch.proxy {
            row.proxy = self.sealed_proxy(Some(proxy))?;
        }
        if let Some(text) = &patch.chat {
            row.chat = chat(before.kind, text)?;
        }
        if let Some(text) = &patch.template {
            row.template = template(text)?;
        }
        if let Some(language) = patch.language {
            row.language = language;
        }
        if let Some(list) = &patch.events {
            row.events = events(list)?;
        }
        row.enabled = patch.enabled.unwrap_or(row.enabled);
        alert_target::update(&mut change.tx, &row).await?;
        let after = shown(&row);
        self.end(change, "update", Some(&before), Some(&after)).await?;
        Ok(after)
    }

    /// What waits for it is dropped; what was delivered stays in the list.
    pub async fn delete(self, actor: &Actor, id: i64) -> Result<()> {
        let mut change = self.0.change(actor).await?;
        let row = alert_target::get(&mut change.tx, id).await?.ok_or(Error::NotFound("alert target"))?;
        let before = shown(&row);
        alert_target::delete(&mut change.tx, id).await?;
        self.end(change, "delete", Some(&before), None).await
    }

    /// Sends a test at once, also to one that is switched off.
    ///
    /// # Errors
    /// What the target said, or why it cannot be reached.
    pub async fn test(self, actor: &Actor, id: i64) -> Result<()> {
        actor.require_admin()?;
        let row =
            alert_target::get(&mut self.0.0.db.read().await?, id).await?.ok_or(Error::NotFound("alert target"))?;
        let target = self
            .0
            .target(&row)
            .ok_or_else(|| Error::invalid("url", "Its address was stored under another master key. Enter it again."))?;
        let sent = self.0.post(&target, &text::trial(self.0.now())).await;
        sent.map_err(|error| Error::invalid("url", format!("The test did not arrive: {error}.")))
    }

    /// Newest first. `cursor` is the `next` of the page before.
    pub async fn deliveries(self, actor: &Actor, cursor: Option<&str>, limit: i64) -> Result<Page<Delivery>> {
        actor.require_admin()?;
        let (before, limit) = (before(cursor)?, limit.clamp(1, PAGE_MAX));
        let rows = alert_delivery::list(&mut self.0.0.db.read().await?, before, limit + 1).await?;
        let items = rows.into_iter().filter_map(delivery).collect();
        Ok(page(items, limit, |one: &Delivery| (one.at, one.id)))
    }

    async fn end(
        self,
        mut change: Change<'_>,
        verb: &str,
        before: Option<&AlertTarget>,
        after: Option<&AlertTarget>,
    ) -> Result<()> {
        let about = after.or(before).map(|target| (Some(target.id), target.name.clone())).unwrap_or_default();
        change.audit(&format!("alert_target.{verb}"), (about.0, &about.1), before, after).await?;
        change.publish().await
    }

    /// '' for none.
    fn sealed(self, secret: Option<&Secret>) -> Result<String> {
        match secret.filter(|secret| !secret.expose().trim().is_empty()) {
            Some(secret) => self.0.0.seal.seal(secret),
            None => Ok(String::new()),
        }
    }

    /// '' for none.
    fn sealed_proxy(self, proxy: Option<&Secret>) -> Result<String> {
        let checked = proxy.filter(|proxy| !proxy.is_empty()).map(checked_proxy).transpose()?;
        self.sealed(checked.as_ref())
    }

    fn put_address(self, row: &mut Row, kind: TargetKind, url: &Secret) -> Result<()> {
        let text = url.expose().trim();
        let is_token = kind == TargetKind::Telegram && !text.contains("://");
        if text.is_empty() {
            return Err(Error::invalid("url", "This must not be empty."));
        }
        if let Some(fault) = domain::url::fault(text).filter(|_| !is_token) {
            return Err(Error::invalid("url", fault));
        }
        row.hint = if is_token { "Telegram".to_owned() } else { host(text) };
        row.url = self.0.0.seal.seal(&Secret::new(text))?;
        Ok(())
    }
}

/// The part of an address that is no secret.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.rsplit('@').next().unwrap_or_default().to_owned()
}

fn chat(kind: TargetKind, text: &str) -> Result<String> {
    let text = text.trim();
    match kind {
        TargetKind::Telegram if text.is_empty() => Err(Error::invalid("chat", "Name the chat that the bot writes to.")),
        _ if text.chars().count() > CHAT_CHARS => Err(Error::invalid("chat", "This is too long.")),
        _ => Ok(text.to_owned()),
    }
}

fn template(text: &str) -> Result<String> {
    if text.chars().count() > TEMPLATE_CHARS {
        return Err(Error::invalid("template", "This is too long."));
    }
    check_template(text)?;
    Ok(text.to_owned())
}

fn events(list: &[AlertEvent]) -> Result<String> {
    let mut list = list.to_vec();
    list.sort_unstable();
    list.dedup();
    Ok(serde_json::to_string(&list)?)
}

fn shown(row: &Row) -> AlertTarget {
    AlertTarget {
        id: row.id,
        name: row.name.clone(),
        kind: row.kind,
        enabled: row.enabled,
        language: row.language,
        hint: row.hint.clone(),
        signed: !row.secret.is_empty(),
        chat: row.chat.clone(),
        template: row.template.clone(),
        events: serde_json::from_str(&row.events).unwrap_or_default(),
        proxied: !row.proxy.is_empty(),
        created_at: row.created_at,
    }
}

fn delivery(row: alert_delivery::Row) -> Option<Delivery> {
    let alert: Alert = serde_json::from_str(&row.alert).ok()?;
    Some(Delivery {
        id: row.id,
        target_id: row.target_id,
        target_name: row.target_name,
        event: alert.event,
        at: row.at,
        title: alert.title.en,
        state: row.state,
        attempts: row.attempts,
        error: row.error,
        ended_at: row.ended_at,
    })
}
