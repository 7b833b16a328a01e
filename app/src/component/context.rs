//! What the frame knows and every page within it may ask for.

use super::live::Live;
use crate::api::Refusal;
use crate::api::auth::load_me;
use crate::api::report::load_live;
use crate::api::site::{Site, load_site};
use domain::log::LiveMessage;
use domain::user::{Me, Role};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the frame waits for before it shows a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Ground {
    me: Me,
    site: Site,
    live: LiveMessage,
}

impl Ground {
    pub(crate) async fn load() -> Result<Self, Refusal> {
        Ok(Self { me: load_me().await?, site: load_site().await?, live: load_live().await? })
    }

    pub(crate) fn provide(self) {
        provide_context(self.me);
        provide_context(self.site);
        provide_context(Live::open(self.live));
        provide_context(FreshKey(RwSignal::new(None)));
    }
}

/// Who is signed in.
pub fn me() -> Me {
    expect_context()
}

pub fn is_admin() -> bool {
    me().role == Role::Admin
}

pub fn site() -> Site {
    expect_context()
}

pub fn live() -> Live {
    expect_context()
}

#[derive(Clone, Copy)]
struct FreshKey(RwSignal<Option<(String, String)>>);

/// Name and text of the key that was created last. It lives as long as the page stays loaded, and nowhere else.
pub fn fresh_key() -> RwSignal<Option<(String, String)>> {
    expect_context::<FreshKey>().0
}
