//! The console's site: WebAssembly, style sheet and public files, as the server serves them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::shell::{run, step};
use crate::toolchain::{TARGET, Wasm};
use crate::{bundle, layout, optimise, pack, split, stamp, style};

/// Builds what changed and returns the site's folder. A release is optimised and compressed.
pub(crate) fn build(release: bool) -> Result<PathBuf> {
    let site = layout::site(release);
    let package = site.join("pkg");
    fs::create_dir_all(&package)?;
    let kind = if release { "release" } else { "development" };
    let stage = |name: &str| format!("{name}-{kind}");

    let wasm = package.join("cch_bg.wasm");
    stamp::unless_fresh(&stage("wasm"), &code(), &wasm, || build_wasm(&package, release))?;
    let style_folder = layout::root().join("style");
    stamp::unless_fresh(&stage("style"), &sources(&["style"]), &package.join("cch.css"), || {
        step("joining the style sheets", || Ok(fs::write(package.join("cch.css"), style::join(&style_folder)?)?))
    })?;
    let public = layout::root().join("public");
    stamp::unless_fresh(&stage("public"), &sources(&["public"]), &site, || {
        step("copying the public files", || copy(&public, &site))
    })?;
    if release {
        pack::compress(&site)?;
    }
    Ok(site)
}

/// Everything that the console's WebAssembly is made from.
fn code() -> Vec<PathBuf> {
    sources(&["app", "crates/domain", "frontend", "xtask/src", "Cargo.toml", "Cargo.lock", ".cargo/config.toml"])
}

fn sources(places: &[&str]) -> Vec<PathBuf> {
    places.iter().map(|place| layout::root().join(place)).collect()
}

fn build_wasm(package: &Path, release: bool) -> Result<()> {
    let toolchain = Wasm::ensure()?;
    let profile = if release { "wasm-release" } else { "wasm-dev" };
    step(&format!("compiling the console for WebAssembly ({profile})"), || {
        let target = ["--target", TARGET, "--profile", profile];
        run(toolchain.cargo().args(["rustc", "-p", "frontend"]).args(target).args(["--", "-Clink-arg=--emit-relocs"]))
    })?;
    let linked = layout::cargo_target().join(TARGET).join(profile).join("frontend.wasm");
    let main = step("splitting it by page", || split::split(&linked, package))?;
    step("binding it to JavaScript", || bind(&main, package, release))?;
    if release {
        optimise::optimise(&split::modules(package)?)?;
    }
    bundle::bundle(package)
}

fn bind(compiled: &Path, package: &Path, release: bool) -> Result<()> {
    Bindgen::new()
        .input_path(compiled)
        .out_name("cch")
        .web(true)?
        .split_linked_modules(true)
        // The other parts share the main one's table of functions.
        .keep_lld_exports(true)
        .typescript(false)
        .remove_name_section(release)
        .remove_producers_section(release)
        .generate(package)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in stamp::files(&[from.to_path_buf()])? {
        let target = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(target.parent().context("a file has a folder")?)?;
        fs::copy(&file, &target)?;
    }
    Ok(())
}
