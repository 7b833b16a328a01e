//! The texts of one language: on the server out of the tables, in the browser out of the file that the page names.

use super::{COUNTS, Locale, texts_before};
use std::fmt::Display;

/// The id of the link that names the browser's file.
pub(crate) const LINK: &str = "texts";

/// How many texts there are.
const ALL: usize = texts_before(COUNTS.len());

/// Puts values in the places of their names: `{name}`.
pub(super) fn fill(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(&value.to_string());
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(feature = "ssr")]
pub(super) use server::text;
#[cfg(feature = "ssr")]
pub use server::{file, path};

#[cfg(feature = "ssr")]
mod server {
    use super::super::TABLES;
    use super::{ALL, Locale};
    use std::hash::{DefaultHasher, Hash, Hasher};
    use std::sync::LazyLock;

    static ROWS: LazyLock<Vec<&'static [&'static str; 5]>> =
        LazyLock::new(|| TABLES.iter().flat_map(|table| table.iter()).collect());
    static PSEUDO: LazyLock<Vec<String>> = LazyLock::new(|| ROWS.iter().map(|row| disguised(row[0])).collect());

    pub(in super::super) fn text(locale: Locale, index: usize) -> &'static str {
        match locale {
            Locale::Pseudo => &PSEUDO[index],
            _ => ROWS[index][locale as usize],
        }
    }

    /// Every text of a language, a line each.
    pub fn file(locale: Locale) -> String {
        (0..ALL).map(|index| text(locale, index)).collect::<Vec<_>>().join("\n")
    }

    /// Where the browser finds [`file`]. Other texts have another path, so that one may be kept for good.
    pub fn path(locale: Locale) -> String {
        static DIGEST: LazyLock<u64> = LazyLock::new(|| {
            let mut hasher = DefaultHasher::new();
            ROWS.hash(&mut hasher);
            hasher.finish()
        });
        format!("/texts/{}.{:016x}.txt", locale.tag(), *DIGEST)
    }

    /// Accents on the letters and a frame around all, `[Šáve]`: what shows without them is not translated. Marks alone, as
    /// between the digits of a figure, and a figure with its unit stay what they are.
    fn disguised(text: &str) -> String {
        if !text.contains(|letter: char| letter.is_alphabetic()) || text.starts_with('{') && text.contains('\u{a0}') {
            return text.to_owned();
        }
        let mut inside = false;
        let letters = text.chars().map(|letter| {
            inside = letter == '{' || inside && letter != '}';
            match letter {
                _ if inside => letter,
                'a' => 'á',
                'c' => 'ç',
                'e' => 'é',
                'i' => 'í',
                'n' => 'ñ',
                'o' => 'ö',
                's' => 'š',
                'u' => 'ü',
                'y' => 'ý',
                'z' => 'ž',
                _ => letter,
            }
        });
        format!("[{}]", letters.collect::<String>())
    }
}

#[cfg(not(feature = "ssr"))]
pub(super) use browser::text;
#[cfg(not(feature = "ssr"))]
pub use browser::{load, path};

#[cfg(not(feature = "ssr"))]
mod browser {
    use super::{ALL, LINK, Locale};
    use leptos::prelude::*;
    use std::sync::OnceLock;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_futures::JsFuture;

    static TEXTS: OnceLock<Vec<&'static str>> = OnceLock::new();

    /// Fetches the texts of the page's language; before it has ended, no text may be asked for. Fails where they are not
    /// to be had, or belong to another hub than this code.
    pub async fn load() -> Result<(), String> {
        let file = fetch().await.ok_or("the texts of this page could not be fetched")?;
        // For as long as the page lives.
        let texts: Vec<&'static str> = Box::leak(file.into_boxed_str()).lines().collect();
        let found = texts.len();
        if found != ALL {
            return Err(format!("the hub has {found} texts and this page {ALL}"));
        }
        TEXTS.set(texts).map_err(|_| "the page has its texts already".into())
    }

    async fn fetch() -> Option<String> {
        let path = document().get_element_by_id(LINK)?.get_attribute("href")?;
        let response: web_sys::Response = JsFuture::from(window().fetch_with_str(&path)).await.ok()?.dyn_into().ok()?;
        if !response.ok() {
            return None;
        }
        JsFuture::from(response.text().ok()?).await.ok()?.as_string()
    }

    /// The server has named it already.
    pub fn path(_locale: Locale) -> String {
        String::new()
    }

    pub(in super::super) fn text(_locale: Locale, index: usize) -> &'static str {
        TEXTS.get().and_then(|texts| texts.get(index).copied()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn names(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
    }

    #[test]
    fn every_language_says_the_same_things_on_one_line() {
        let mut faults = Vec::new();
        for index in 0..ALL {
            let english = text(Locale::En, index);
            for locale in Locale::EVERY {
                let text = text(locale, index);
                let odd = text.contains('\n') || text.contains("{{") || text.trim_matches(' ').is_empty();
                if names(text) != names(english) || odd {
                    faults.push((locale.tag(), text));
                }
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn values_take_the_places_of_their_names() {
        assert_eq!(fill("{a} of {b}, {a}", &[("a", &1), ("b", &"{a}")]), "1 of {a}, 1");
        assert_eq!(fill("nothing", &[("a", &1)]), "nothing");
    }

    #[test]
    fn a_pack_has_a_line_for_each_text() {
        let pack = file(Locale::Ru);
        assert_eq!(pack.lines().count(), ALL);
        assert_eq!(pack.lines().nth(ALL - 1), Some(text(Locale::Ru, ALL - 1)));
    }
}
