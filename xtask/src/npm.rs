//! Tools from npm, installed for this checkout alone.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::layout;
use crate::shell::{command, read, step};

/// The script of a package's command.
pub(crate) fn tool(package: &str, version: &str, name: &str) -> Result<PathBuf> {
    let home = install(package, version)?;
    let script = manifest(&home).with_context(|| format!("{package} has no manifest"))?;
    let place = script["bin"][name].as_str().with_context(|| format!("{package} has no command {name}"))?;
    Ok(home.join(place))
}

/// The package's folder, after installing that version of it where it is missing.
pub(crate) fn install(package: &str, version: &str) -> Result<PathBuf> {
    install_with(package, version, &json!({}))
}

/// The same; `overrides`: the versions of packages that it needs, where that shall not be the newest.
pub(crate) fn install_with(package: &str, version: &str, overrides: &Value) -> Result<PathBuf> {
    let folder = layout::tools().join(package.replace('/', "-").replace('@', ""));
    let home = folder.join("node_modules").join(package);
    if !is_version(&home, version) {
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("package.json"), json!({ "private": true, "overrides": overrides }).to_string())?;
        step(&format!("installing {package}@{version} from npm"), || {
            read(
                command("npm")
                    .args(["install", "--no-audit", "--no-fund"])
                    .arg(format!("{package}@{version}"))
                    .current_dir(&folder),
            )
        })?;
    }
    Ok(home)
}

fn is_version(home: &std::path::Path, version: &str) -> bool {
    manifest(home).is_some_and(|it| {
        let installed = it["version"].as_str().unwrap_or_default();
        version == "latest" || installed == version || installed.starts_with(&format!("{version}."))
    })
}

fn manifest(home: &std::path::Path) -> Option<Value> {
    serde_json::from_str(&fs::read_to_string(home.join("package.json")).ok()?).ok()
}
