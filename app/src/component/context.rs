//! What the frame knows and every page within it may ask for.

use super::live::Live;
use crate::api::site::Site;
use crate::ground::Ground;
use domain::user::{Me, Role};
use leptos::prelude::*;

pub(crate) fn provide(ground: Ground) {
    provide_context(ground.me);
    provide_context(ground.site);
    provide_context(Live::open(ground.live));
    provide_context(FreshKey(RwSignal::new(None)));
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
