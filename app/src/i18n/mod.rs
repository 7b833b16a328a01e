//! Languages and their texts.
//!
//! Every text is a method of its area (`locale().common().save()`), with all languages side by side at its definition: a
//! missing translation does not compile, and a text that no page uses is a warning. The language is fixed for the life of
//! a page (choosing another one loads it anew), so texts are plain values and need no signal.

mod chain;
mod circuit;
mod common;
mod connect;
mod edit;
mod leaderboard;
mod limit;
mod log;
mod login;
mod metric;
mod negotiate;
mod outcome;
mod overview;
mod price;
mod provider;
mod refusal;
mod routing;
mod session;
mod shell;
mod simulator;
mod story;
mod user;

use leptos::prelude::use_context;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Locale {
    #[default]
    En,
    ZhCn,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::En, Self::ZhCn];

    /// The BCP 47 tag, as in `<html lang>` and the cookie.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
        }
    }

    /// The language's name in the language itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::ZhCn => "简体中文",
        }
    }

    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag)
    }
}

/// The language of this page.
pub fn locale() -> Locale {
    use_context().unwrap_or_default()
}

/// Defines an area of texts: `key: "English", "简体中文";`, or `key(name): "… {name} …", "… {name} …";`.
macro_rules! texts {
    ($area:ident $type:ident { $($key:ident $(($($arg:ident),+))? : $en:literal, $zh_cn:literal;)+ }) => {
        #[derive(Clone, Copy)]
        pub struct $type($crate::i18n::Locale);

        impl $crate::i18n::Locale {
            pub fn $area(self) -> $type {
                $type(self)
            }
        }

        impl $type {
            $($crate::i18n::texts!(@text $key [$($($arg),+)?] $en, $zh_cn);)+
        }
    };
    (@text $key:ident [] $en:literal, $zh_cn:literal) => {
        pub(crate) fn $key(self) -> &'static str {
            match self.0 {
                $crate::i18n::Locale::En => $en,
                $crate::i18n::Locale::ZhCn => $zh_cn,
            }
        }
    };
    (@text $key:ident [$($arg:ident),+] $en:literal, $zh_cn:literal) => {
        pub(crate) fn $key(self, $($arg: impl std::fmt::Display),+) -> String {
            match self.0 {
                $crate::i18n::Locale::En => format!($en),
                $crate::i18n::Locale::ZhCn => format!($zh_cn),
            }
        }
    };
}
use texts;
