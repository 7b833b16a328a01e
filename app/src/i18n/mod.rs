//! Languages and their texts.
//!
//! Every text is a method of its area (`locale().common().save()`), with all languages side by side at its definition: a
//! missing translation does not compile, and a text that no page uses is a warning. The language is fixed for the life of
//! a page (choosing another one loads it anew), so texts are plain values and need no signal.
//!
//! The server has every text; the browser fetches those of its language as one file ([`pack`]), and its code has none.

mod negotiate;
pub mod pack;

use leptos::prelude::use_context;
pub(crate) use palette::PaletteTexts;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Locale {
    #[default]
    En,
    ZhCn,
    ZhTw,
    Ja,
    Ru,
    /// English in disguise, for finding texts that are no texts of these files.
    Pseudo,
}

impl Locale {
    /// Those to choose from.
    pub const ALL: [Self; 5] = [Self::En, Self::ZhCn, Self::ZhTw, Self::Ja, Self::Ru];
    pub const EVERY: [Self; 6] = [Self::En, Self::ZhCn, Self::ZhTw, Self::Ja, Self::Ru, Self::Pseudo];

    /// The BCP 47 tag, as in `<html lang>` and the cookie.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
            Self::ZhTw => "zh-TW",
            Self::Ja => "ja",
            Self::Ru => "ru",
            Self::Pseudo => "en-XA",
        }
    }

    /// The language's name in the language itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::ZhCn => "简体中文",
            Self::ZhTw => "繁體中文",
            Self::Ja => "日本語",
            Self::Ru => "Русский",
            Self::Pseudo => "Pseudo",
        }
    }

    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::EVERY.into_iter().find(|locale| locale.tag() == tag)
    }
}

/// The language of this page.
pub fn locale() -> Locale {
    use_context().unwrap_or_default()
}

/// Defines an area of texts, each in the order of [`Locale::ALL`]: `key: "English", …;`, or with what is written into it,
/// `key(name): "… {name} …", …;`.
macro_rules! texts {
    ($area:ident $type:ident { $($key:ident $(($($arg:ident),+))? : $($text:literal),+;)+ }) => {
        #[derive(Clone, Copy)]
        pub struct $type($crate::i18n::Locale);

        impl $crate::i18n::Locale {
            pub fn $area(self) -> $type {
                $type(self)
            }
        }

        #[allow(non_camel_case_types, reason = "named as the texts are")]
        enum Key {
            $($key,)+
        }

        pub(super) const COUNT: usize = [$(Key::$key as usize),+].len();
        #[cfg(feature = "ssr")]
        pub(super) const TABLE: [[&str; 5]; COUNT] = [$([$($text),+]),+];

        impl $type {
            $($crate::i18n::texts!(@text $area $key [$($($arg),+)?] $($text),+);)+
        }
    };
    (@text $area:ident $key:ident [] $($text:literal),+) => {
        pub(crate) fn $key(self) -> &'static str {
            const INDEX: usize = $crate::i18n::Area::$area.start() + Key::$key as usize;
            $crate::i18n::pack::text(self.0, INDEX)
        }
    };
    (@text $area:ident $key:ident [$($arg:ident),+] $($text:literal),+) => {
        pub(crate) fn $key(self, $($arg: impl std::fmt::Display),+) -> String {
            const INDEX: usize = $crate::i18n::Area::$area.start() + Key::$key as usize;
            // Never called: by it the compiler checks the names in every language.
            let _ = || ($(format!($text)),+);
            $crate::i18n::pack::fill($crate::i18n::pack::text(self.0, INDEX), &[$((stringify!($arg), &$arg)),+])
        }
    };
}
use texts;

/// The areas, one a file, in the order of the packs.
macro_rules! areas {
    ($($area:ident)+) => {
        $(mod $area;)+

        #[allow(non_camel_case_types, reason = "named as the files are")]
        #[derive(Clone, Copy)]
        enum Area {
            $($area,)+
        }

        const COUNTS: &[usize] = &[$($area::COUNT),+];
        #[cfg(feature = "ssr")]
        const TABLES: &[&[[&str; 5]]] = &[$(&$area::TABLE),+];

        impl Area {
            /// The place of its first text in a pack.
            const fn start(self) -> usize {
                texts_before(self as usize)
            }
        }
    };
}

const fn texts_before(area: usize) -> usize {
    let (mut sum, mut at) = (0, 0);
    while at < area {
        sum += COUNTS[at];
        at += 1;
    }
    sum
}

areas! {
    access alert audit availability chain circuit common connect edit figure fleet group leaderboard limit log login metric outcome overview palette price
    provider refusal routing session setting shell simulator statistic story upkeep user wall
}
