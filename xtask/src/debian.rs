//! Debian's packages: installed when they are missing and this process may install them.

use std::path::PathBuf;
use std::sync::Once;

use anyhow::{Context, Result, bail};

use crate::layout;
use crate::shell::{command, has, read, run, step};

/// Installs the packages of `names` that are missing. Fails with the command to type when this process may not.
pub(crate) fn install(purpose: &str, names: &[&str]) -> Result<()> {
    let missing: Vec<&str> = names.iter().copied().filter(|name| !is_installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !has("apt-get") {
        bail!("{purpose} needs what Debian calls {list}: install it with this system's package tool");
    }
    if !is_root()? {
        bail!(
            "{purpose} needs packages that only root can install: `sudo apt-get install --no-install-recommends {list}`"
        );
    }
    step(&format!("installing Debian packages for {purpose}: {list}"), || {
        static UPDATE: Once = Once::new();
        let mut updated = Ok(());
        UPDATE.call_once(|| updated = run(command("apt-get").args(["update", "-qq"])));
        updated?;
        read(
            command("apt-get")
                .args(["install", "-y", "-qq", "--no-install-recommends"])
                .args(&missing)
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
        .map(drop)
    })
}

/// The files of a package, without installing it: some start a service when they are.
pub(crate) fn unpack(name: &str) -> Result<PathBuf> {
    let home = layout::tools().join(name);
    if home.exists() {
        return Ok(home);
    }
    step(&format!("fetching Debian's package {name}"), || {
        let fresh = layout::tools().join(format!("{name}-fresh"));
        let _ = std::fs::remove_dir_all(&fresh);
        std::fs::create_dir_all(&fresh)?;
        let download = || read(command("apt-get").args(["download", "-qq", name]).current_dir(&fresh));
        if download().is_err() {
            run(command("apt-get").args(["update", "-qq"]))?;
            download()?;
        }
        let mut files = std::fs::read_dir(&fresh)?.filter_map(Result::ok).map(|file| file.path());
        let package = files.find(|path| path.extension().is_some_and(|end| end == "deb"));
        let package = package.with_context(|| format!("apt-get brought no package {name}"))?;
        run(command("dpkg-deb").arg("-x").arg(package).arg(fresh.join("files")))?;
        std::fs::rename(fresh.join("files"), &home)?;
        Ok(std::fs::remove_dir_all(&fresh)?)
    })?;
    Ok(home)
}

/// Whether this process runs as root.
pub(crate) fn is_root() -> Result<bool> {
    Ok(read(command("id").arg("-u"))? == "0")
}

fn is_installed(name: &str) -> bool {
    let status = read(command("dpkg-query").args(["-W", "-f", "${db:Status-Status}", name]));
    status.is_ok_and(|status| status == "installed")
}
