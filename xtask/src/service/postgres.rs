//! A PostgreSQL of our own, on a free port, in a folder that goes with it.

use std::fs;
use std::os::unix::{fs::chown, process::CommandExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::debian;
use crate::service::{free_port, start as start_service};
use crate::shell::{command, has, read, step};

/// Starts it and returns its address.
pub(crate) fn start() -> Result<String> {
    let programs = match programs() {
        Some(programs) => programs,
        None => {
            debian::install("testing on PostgreSQL", &["postgresql"])?;
            programs().context("the package postgresql came without a server")?
        }
    };
    let folder = tempfile::Builder::new().prefix("cch-postgres-").tempdir()?;
    let port = free_port()?;
    step(&format!("starting PostgreSQL on port {port}"), || {
        let owner = owner()?;
        if let Some((user, group)) = owner {
            chown(folder.path(), Some(user), Some(group))?;
        }
        let program = |name: &str| as_owner(&programs.join(name), folder.path(), owner);
        let data = folder.path().join("data");
        let encoding = ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--username=postgres", "--no-sync"];
        read(program("initdb").args(encoding).arg("-D").arg(&data))?;
        let mut server = program("postgres");
        server.arg("-D").arg(&data).args(["-p", &port.to_string()]).arg("-k").arg(folder.path());
        for setting in ["listen_addresses=127.0.0.1", "fsync=off", "synchronous_commit=off", "max_connections=300"] {
            server.args(["-c", setting]);
        }
        start_service("PostgreSQL", &mut server, port, Some(folder))
    })?;
    Ok(format!("postgres://postgres@127.0.0.1:{port}/postgres"))
}

/// The folder of the newest server's programs: Debian keeps them off the path.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists()).max();
    newest.or_else(|| has("initdb").then(PathBuf::new))
}

/// PostgreSQL refuses to run as root: then it runs as its package's own user.
fn owner() -> Result<Option<(u32, u32)>> {
    if !debian::is_root()? {
        return Ok(None);
    }
    let id = |kind: &str| -> Result<u32> { Ok(read(command("id").args([kind, "postgres"]))?.parse()?) };
    Ok(Some((id("-u")?, id("-g")?)))
}

fn as_owner(program: &Path, folder: &Path, owner: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    if let Some((user, group)) = owner {
        command.uid(user).gid(group);
    }
    command
}
