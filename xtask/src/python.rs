//! Python programs from PyPI, in virtual environments of this checkout: one for each list of packages, because they do not
//! agree on the versions of what they stand on.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::shell::{command, read, step};
use crate::{debian, layout};

/// A command that the packages bring along, after installing those that are missing. Lists whose first package is the same
/// share an environment.
pub(crate) fn tool(name: &str, packages: &[&str]) -> Result<Command> {
    let first = packages.first().map_or("none", |first| first.split('=').next().unwrap_or(first));
    let home = layout::tools().join("python").join(first);
    let note = home.join(format!("installed {}", packages.join(" ")));
    if !note.exists() {
        step(&format!("installing {} from PyPI", packages.join(", ")), || {
            let pip = home.join("bin/pip");
            if !pip.exists() {
                create(&home)?;
            }
            read(
                command(&pip.display().to_string())
                    .args(["install", "--quiet", "--disable-pip-version-check"])
                    .args(packages),
            )?;
            Ok(fs::write(&note, "")?)
        })?;
    }
    Ok(command(&home.join("bin").join(name).display().to_string()))
}

fn create(home: &PathBuf) -> Result<()> {
    let make = || read(command("python3").args(["-m", "venv", "--clear"]).arg(home));
    if make().is_err() {
        debian::install("a Python virtual environment", &["python3", "python3-venv"])?;
        make()?;
    }
    Ok(())
}
