//! `cch doctor`: traps around the hub, each with what to do.

use crate::config::{self, Config};
use crate::startup;
use app::SecureCookies;
use control::doctor::{Surroundings, surroundings};
use control::{Actor, Control};
use domain::finding::{Finding, Severity};
use std::io::Write;
use std::process::ExitCode;

/// With 1 where a warning was found.
///
/// # Errors
/// When nothing can be printed.
pub async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    super::log(config)?;
    let mut found = surroundings(&here(config));
    found.extend(inside(config).await);
    found.sort_by_key(|one| one.severity);
    let mut out = std::io::stdout();
    for Finding { severity, code, text } in &found {
        let mark = if *severity == Severity::Warning { "!" } else { "-" };
        writeln!(out, "{mark} {text} ({code})")?;
    }
    if found.is_empty() {
        writeln!(out, "No trap was found.")?;
    }
    Ok(match found.iter().any(|one| one.severity == Severity::Warning) {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}

/// What the program knows of where it runs.
pub(crate) fn here(config: &Config) -> Surroundings {
    Surroundings {
        data_dir: config.data_dir.clone(),
        unknown_variables: config::unknown_here(),
        app_url: config.site().app_url,
        secure_cookies: match config.enable_secure_cookies {
            SecureCookies::Auto => None,
            SecureCookies::Always => Some(true),
            SecureCookies::Never => Some(false),
        },
        stream_keep_alive_ms: config.stream_keep_alive_ms,
    }
}

/// What the hub's own data shows. Where there is none, none is made: that is found by its folder.
async fn inside(config: &Config) -> Vec<Finding> {
    if !config.data_dir.exists() {
        return Vec::new();
    }
    let opened = startup::control(config).await;
    let examined = match &opened {
        Ok((control, _)) => examine(control).await,
        Err(error) => Err(format!("{error:#}")),
    };
    examined.unwrap_or_else(|why| {
        vec![Finding::warning("hub_cannot_start", format!("The hub cannot start or read its data as it is: {why}"))]
    })
}

async fn examine(control: &Control) -> Result<Vec<Finding>, String> {
    let found = control.examine(&Actor::command("cch doctor")).await.map_err(|error| error.to_string());
    control.db().close().await;
    found
}
