//! The parts that a page's first load takes, in one file a page: a hundred small files would each be asked for and
//! compressed alone. A page that is opened later fetches the parts it lacks one by one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::split::{self, LATER, LOADER, Manifest};

/// Put before the loader's own code.
const SCRIPT: &str = r#"// The page came with its parts in one file: their names and lengths in a line of JSON, then their bytes.
const sent = (async () => {
    const parts = new Map();
    const link = document.querySelector('link[rel="preload"][href*="/page_"]');
    const response = link && await fetch(link.href);
    if (!response?.ok) return parts;
    const all = new Uint8Array(await response.arrayBuffer());
    let at = all.indexOf(10) + 1;
    for (const [name, length] of Object.entries(JSON.parse(new TextDecoder().decode(all.subarray(0, at))))) {
        parts.set(name, all.subarray(at, at += length));
    }
    return parts;
})();
const part = (name) => {
    const single = () => fetch(new URL(`./${name}.wasm`, import.meta.url));
    const found = sent.then((parts) => parts.get(name) ?? single(), single);
    found.catch(() => {});
    return async (imports) => {
        const it = await found;
        const streams = it instanceof Response;
        return streams ? WebAssembly.instantiateStreaming(it, imports) : WebAssembly.instantiate(it, imports);
    };
};
"#;

/// Bundles the parts in `package`, which are what they shall be, and names the bundles in the manifest instead of them.
pub(crate) fn bundle(package: &Path) -> Result<()> {
    let pages = split::manifest(package)?;
    teach(package, pages.values().flatten())?;
    let mut manifest = Manifest::new();
    for (page, parts) in pages {
        let own = format!("split_{page}.");
        if page == LATER {
            manifest.insert(page, parts.into_iter().filter(|part| part.starts_with(&own)).collect());
            continue;
        }
        let mut contents = BTreeMap::new();
        for part in &parts {
            contents.insert(part, fs::read(package.join(format!("{part}.wasm")))?);
        }
        let lengths: BTreeMap<_, _> = contents.iter().map(|(part, content)| (part, content.len())).collect();
        let mut file = serde_json::to_vec(&lengths)?;
        file.push(b'\n');
        file.extend(contents.into_values().flatten());
        let digest = parts.iter().find_map(|part| part.strip_prefix(&own)).context("a page has a part of its own")?;
        let bundle = format!("page_{page}.{digest}");
        fs::write(package.join(format!("{bundle}.wasm")), file)?;
        manifest.insert(page, vec![bundle]);
    }
    split::keep_manifest(package, &manifest)
}

/// Makes the loader look into the bundle first.
fn teach<'a>(package: &Path, parts: impl Iterator<Item = &'a String>) -> Result<()> {
    let path = package.join(LOADER);
    let mut script = fs::read_to_string(&path)?;
    for part in parts {
        let fetched = format!(
            r#"{{
    const src = fetch(new URL("./{part}.wasm", import.meta.url));
    src.catch(() => {{}});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}}"#
        );
        script = script.replace(&fetched, &format!("part(\"{part}\")"));
    }
    ensure!(!script.contains("fetch("), "the loader fetches parts in a way that is not known");
    Ok(fs::write(path, SCRIPT.to_owned() + &script)?)
}
