//! How limits stand, for pages and the management API: whose they are says the control plane, how far they are used the
//! limiter, so that what is shown is what is enforced.

use crate::state::AppState;
use control::Actor;
use control::service::quota::Limited;
use domain::error::ApiError;
use domain::limit::{Allowance, LimitOwner};
use domain::quota::{QuotaAsk, QuotaPage, QuotaReport};

impl AppState {
    /// # Errors
    /// When there is no such owner, or it is not the caller's to see.
    pub async fn quota(&self, actor: &Actor, owner: LimitOwner) -> Result<QuotaReport, ApiError> {
        let quotas = self.control.quotas();
        let limited = match owner {
            LimitOwner::User(id) => quotas.of_user(actor, id).await,
            LimitOwner::Key(id) => quotas.of_key(actor, id).await,
            LimitOwner::Provider(id) => quotas.of_provider(actor, id).await,
        }?;
        let found = self.gateway.quotas(&limited.allowances).await;
        Ok(QuotaReport { quotas: found, ..blank(limited) })
    }

    /// The caller's, then each of their keys'.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn own_quotas(&self, actor: &Actor) -> Result<Vec<QuotaReport>, ApiError> {
        let own = self.control.quotas().own(actor).await?;
        Ok(self.reports(own).await)
    }

    /// A page of owners that have limits; those who have used the largest share first.
    ///
    /// # Errors
    /// For whoever is no admin.
    pub async fn quotas(&self, actor: &Actor, ask: &QuotaAsk) -> Result<QuotaPage, ApiError> {
        let (page, total) = self.control.quotas().list(actor, ask).await?;
        let mut items = self.reports(page).await;
        items.sort_by(|a, b| b.share().total_cmp(&a.share()));
        Ok(QuotaPage { items, total })
    }

    /// The limiter is asked once for all of them, and once for what several have in common.
    async fn reports(&self, owners: Vec<Limited>) -> Vec<QuotaReport> {
        let mut allowances: Vec<Allowance> = owners.iter().flat_map(|one| one.allowances.iter().cloned()).collect();
        allowances.sort_by_key(|allowance| allowance.owner);
        allowances.dedup_by_key(|allowance| allowance.owner);
        let quotas = self.gateway.quotas(&allowances).await;
        let report = |one: Limited| {
            let of = |owner: LimitOwner| quotas.iter().filter(move |quota| quota.owner == owner).cloned();
            let found = one.allowances.iter().flat_map(|allowance| of(allowance.owner)).collect();
            QuotaReport { quotas: found, ..blank(one) }
        };
        owners.into_iter().map(report).collect()
    }
}

fn blank(Limited { owner, name, user_name, usage_reset_at, allowances: _ }: Limited) -> QuotaReport {
    QuotaReport { owner, name, user_name, usage_reset_at, quotas: Vec::new() }
}
