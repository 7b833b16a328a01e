//! The linked module in parts: what every page needs, and what a page fetches when it is first opened.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result, anyhow};
use sha2::{Digest, Sha256};
use wasm_split_cli_support::{Options, transform};

/// The names that Leptos asks for.
pub(crate) const LOADER: &str = "__wasm_split.______________________.js";
const MANIFEST: &str = "__wasm_split_manifest.json";

/// The part that no page needs at first.
pub(crate) const LATER: &str = "more";

/// The names of files by page, without their ending.
pub(crate) type Manifest = BTreeMap<String, Vec<String>>;

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
    let manifest = parts
        .prefetch_map
        .into_iter()
        .map(|(page, parts)| (page, parts.iter().map(|part| format!("{part}.{digest}")).collect()))
        .collect();
    keep_manifest(package, &manifest)?;
    Ok(main)
}

/// Removes the parts of an earlier build and what was made of them.
fn forget(package: &Path) -> Result<()> {
    for file in files(package)? {
        if file.file_name().is_some_and(|name| name.to_string_lossy().contains(".wasm")) {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}

/// Every part in `package`.
pub(crate) fn modules(package: &Path) -> Result<Vec<PathBuf>> {
    let mut files = files(package)?;
    files.retain(|file| file.extension().is_some_and(|it| it == "wasm"));
    Ok(files)
}

fn files(package: &Path) -> Result<Vec<PathBuf>> {
    Ok(fs::read_dir(package)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?)
}

/// What a page's first load takes besides the main part, by page.
pub(crate) fn manifest(package: &Path) -> Result<Manifest> {
    Ok(serde_json::from_slice(&fs::read(package.join(MANIFEST))?)?)
}

pub(crate) fn keep_manifest(package: &Path, manifest: &Manifest) -> Result<()> {
    Ok(fs::write(package.join(MANIFEST), serde_json::to_vec(manifest)?)?)
}
