//! Debian's packages: installed when they are missing and this process may install them.

use std::sync::Once;

use anyhow::{Result, bail};

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

/// Whether this process runs as root.
pub(crate) fn is_root() -> Result<bool> {
    Ok(read(command("id").arg("-u"))? == "0")
}

fn is_installed(name: &str) -> bool {
    let status = read(command("dpkg-query").args(["-W", "-f", "${db:Status-Status}", name]));
    status.is_ok_and(|status| status == "installed")
}
