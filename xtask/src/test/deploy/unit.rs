//! The systemd unit, asked of systemd itself: it need not run for that.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::shell::{command, has};
use crate::{debian, layout};

/// In tenths: what systemd holds the service to be exposed to, of 100. Ten of it are the network and the root folder.
const EXPOSURE: &str = "--threshold=15";

pub(super) fn check() -> Result<()> {
    if !has("systemd-analyze") {
        debian::install("checking the systemd unit", &["systemd"])?;
    }
    let unit = fs::read_to_string(layout::root().join("deploy/systemd/cch.service")).context("there is no unit")?;
    // The program must be there, and need not be the hub.
    let unit = unit.replace("/usr/local/bin/cch", "/bin/true");
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("cch.service");
    fs::write(&path, unit)?;
    // What it does not understand it only mentions. It has something to say on other units, too.
    let (verified, said) = analyze(&["verify", "--man=no"], &path)?;
    let faults: Vec<&str> = said.lines().filter(|line| line.contains("cch.service")).collect();
    if !verified || !faults.is_empty() {
        bail!("systemd does not take the unit as it is:\n{}", if verified { faults.join("\n") } else { said });
    }
    let (safe, said) = analyze(&["security", "--offline=yes", "--no-pager", EXPOSURE], &path)?;
    if !safe {
        bail!("the unit leaves the service more than it needs:\n{said}");
    }
    Ok(())
}

fn analyze(what: &[&str], unit: &Path) -> Result<(bool, String)> {
    let output = command("systemd-analyze").args(what).arg(unit).output().context("systemd-analyze did not start")?;
    let said = [output.stdout, output.stderr].concat();
    Ok((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
}
