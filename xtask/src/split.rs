//! The linked module in parts: what every page needs, and what a page fetches when it is first opened.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use sha2::{Digest, Sha256};
use wasm_split_cli_support::{Options, transform};

/// The names that Leptos asks for.
const LOADER: &str = "__wasm_split.______________________.js";
const MANIFEST: &str = "__wasm_split_manifest.json";

/// Splits `linked`, whose relocations were kept, into `package` and returns the main part, which is still to be bound
/// to JavaScript. The names of the other parts carry the digest of the whole: a page of an older hub must not load a
/// part of a newer one.
pub(crate) fn split(linked: &Path, package: &Path) -> Result<PathBuf> {
    forget(package)?;
    let whole = fs::read(linked)?;
    let main = linked.with_file_name("main.wasm");
    let mut options = Options::new(&whole);
    let link_name = format!("./{LOADER}");
    options.output_dir = package;
    options.main_out_path = &main;
    options.link_name = &link_name;
    options.main_module = "./cch.js";
    let parts = transform(options).map_err(|error| anyhow!("{error:#}"))?;

    let digest: String = Sha256::digest(&whole)[..6].iter().map(|byte| format!("{byte:02x}")).collect();
    let loader = package.join(LOADER);
    let mut script = fs::read_to_string(&loader)?;
    for part in &parts.split_modules {
        let name = part.file_stem().and_then(|name| name.to_str()).context("a part has a name")?;
        script = script.replace(&format!("\"./{name}.wasm\""), &format!("\"./{name}.{digest}.wasm\""));
        fs::rename(part, package.join(format!("{name}.{digest}.wasm")))?;
    }
    fs::write(loader, script)?;
    let manifest: BTreeMap<_, Vec<_>> = parts
        .prefetch_map
        .into_iter()
        .map(|(page, parts)| (page, parts.iter().map(|part| format!("{part}.{digest}")).collect()))
        .collect();
    fs::write(package.join(MANIFEST), serde_json::to_vec(&manifest)?)?;
    Ok(main)
}

/// Removes the parts of an earlier build.
fn forget(package: &Path) -> Result<()> {
    for part in modules(package)? {
        fs::remove_file(part)?;
    }
    Ok(())
}

/// Every part in `package`.
pub(crate) fn modules(package: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(package)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "wasm") {
            found.push(path);
        }
    }
    Ok(found)
}

/// The parts that a page's first load takes besides the main one, by page.
pub(crate) fn pages(package: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    Ok(serde_json::from_slice(&fs::read(package.join(MANIFEST))?)?)
}
