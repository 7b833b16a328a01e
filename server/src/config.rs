//! Every setting that is fixed at start. `cch --help` and the README's table are made from this one struct.

use crate::command::apply::ApplyArgs;
use crate::telemetry::log::LogFormat;
use app::{SecureCookies, SiteOptions};
use clap::{Args, Parser, Subcommand};
use domain::Secret;
use gateway::TrustedProxies;
use std::fmt::Write;
use std::net::IpAddr;
use std::path::PathBuf;

/// Claude Code Hub: a relay between AI coding tools and AI vendors, for teams.
#[derive(Debug, Parser)]
#[command(name = "cch", version, about)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub config: Config,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Makes the configuration what a file says, and prints what that changes; all of it or nothing.
    Apply(ApplyArgs),
    /// Prints the configuration as a file for `apply`, without any secret.
    Export,
    /// Writes everything that the hub has stored into one file, also beside a hub that runs. `restore` reads it into SQLite and
    /// into PostgreSQL alike. Keys are hashes in it, and vendors' credentials encrypted.
    Backup(BackupOptions),
    /// Reads a backup into an empty hub that does not run: all of it, or nothing.
    Restore(RestoreOptions),
    /// Looks for traps in the hub's surroundings and data, and says of each what to do; exits with 1 if there is one.
    Doctor,
    /// Asks the hub on this machine whether it is ready; exits with 1 if it is not.
    Healthcheck,
    /// Prints the table of settings as Markdown.
    Settings,
    /// Reads the audit log.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Second factors of admins.
    #[command(subcommand)]
    SecondFactor(SecondFactorCommand),
    /// Takes users, keys, providers, groups, prices and settings over from the TypeScript system's database. What is here
    /// already stays as it is, so it may run again, also beside a hub that runs.
    Import(ImportOptions),
}

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Tells every line that was changed, slipped in or taken out since it was written; exits with 1 if there is one.
    Verify,
}

#[derive(Debug, Subcommand)]
pub enum SecondFactorCommand {
    /// No code is asked for any more when this user signs in; without one, with the admin token.
    Remove { user: Option<String> },
}

#[derive(Debug, Args)]
pub struct BackupOptions {
    /// Where the backup goes, in the place of what is there.
    pub file: PathBuf,
    /// Leaves out the log of requests. The ledger, of which money is counted, is always in it.
    #[arg(long)]
    pub without_logs: bool,
    /// Puts the master key into the file, too. Whoever has it can then decrypt the vendors' credentials in it.
    #[arg(long)]
    pub with_master_key: bool,
}

#[derive(Debug, Args)]
pub struct RestoreOptions {
    /// What `backup` has written.
    pub file: PathBuf,
    /// Restores into a hub that is not empty. Everything that is in it is lost.
    #[arg(long)]
    pub replace: bool,
}

#[derive(Debug, Args)]
pub struct ImportOptions {
    /// That database (`postgres://…`); nothing is written there. The password may also stand in PGPASSWORD.
    #[arg(long, value_parser = secret)]
    pub from: Secret,
    /// Takes the requests of the past over, too, so that limits and leaderboards go on.
    #[arg(long)]
    pub ledger: bool,
    /// Tells what would be taken, and takes nothing.
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Config {
    /// Address to listen on.
    #[arg(long, env = "HOST", default_value = "0.0.0.0")]
    pub host: IpAddr,
    /// Port to listen on; 0 takes a free one.
    #[arg(long, env = "PORT", default_value_t = 23000)]
    pub port: u16,
    /// Folder for the journal, the embedded database and the hub's own secrets.
    #[arg(long, env = "CCH_DATA_DIR", default_value = "./data")]
    pub data_dir: PathBuf,
    /// PostgreSQL (`postgres://…`) instead of the embedded SQLite in the data folder. `DATABASE_URL` is read too.
    #[arg(long, env = "DSN", hide_env_values = true, value_parser = secret)]
    pub dsn: Option<Secret>,
    /// Redis (`redis://…`): what several instances share, such as sessions, circuit breakers and limits.
    #[arg(long, env = "REDIS_URL", hide_env_values = true, value_parser = secret)]
    pub redis_url: Option<Secret>,
    /// Opens the console as admin. Made at first start (`admin-token` in the data folder) when it is not set.
    #[arg(long, env = "ADMIN_TOKEN", hide_env_values = true, value_parser = secret)]
    pub admin_token: Option<Secret>,
    /// Encrypts the vendors' credentials, the addresses of alerts and second factors, and vouches for the audit log. Made at first start (`master.key` in the data folder) when it is not set.
    #[arg(long, env = "CCH_MASTER_KEY", hide_env_values = true, value_parser = secret)]
    pub master_key: Option<Secret>,
    /// Address of the hub as its users see it, for the Connect page. Taken from the request when it is not set.
    #[arg(long, env = "APP_URL")]
    pub app_url: Option<String>,
    /// Proxies in front of the hub that are believed when they say where a request came from: a comma list of addresses and
    /// networks; `private` = this machine and private networks; empty = none. Name them where users are in private networks.
    #[arg(long, env = "TRUSTED_PROXIES", default_value = "private")]
    pub trusted_proxies: TrustedProxies,
    /// Providers, targets of alerts, proxies and price tables may have addresses in private networks and on this machine. Link-local
    /// addresses and those where clouds serve metadata are refused in any case.
    #[arg(long, env = "ALLOW_PRIVATE_ADDRESSES", default_value_t = true, action = clap::ArgAction::Set)]
    pub allow_private_addresses: bool,
    /// IANA time zone in which days begin, until an admin sets another.
    #[arg(long, env = "TZ")]
    pub time_zone: Option<String>,
    /// Seconds after its last request for which a session counts as active and stays with its provider.
    #[arg(long, env = "SESSION_TTL", default_value_t = 300)]
    pub session_ttl: u64,
    /// Seconds for which a login to the console lasts.
    #[arg(long, env = "AUTH_SESSION_TTL_SECONDS", default_value_t = 604_800, value_parser = clap::value_parser!(u64).range(60..=31_536_000))]
    pub auth_session_ttl_seconds: u64,
    /// Unknown keys from one address, within five minutes, after which it may not try for fifteen; 0 = never.
    #[arg(long, env = "AUTH_FAILURES_MAX", default_value_t = 10)]
    pub auth_failures_max: u32,
    /// `Secure` on the console's cookie: `auto` sets it where the page came by https.
    #[arg(long, env = "ENABLE_SECURE_COOKIES", default_value = "auto", value_parser = secure)]
    pub enable_secure_cookies: SecureCookies,
    /// Milliseconds to connect to a provider.
    #[arg(long, env = "FETCH_CONNECT_TIMEOUT", default_value_t = 30_000)]
    pub fetch_connect_timeout: u64,
    /// Milliseconds from sending a request to the provider's first answer.
    #[arg(long, env = "FETCH_HEADERS_TIMEOUT", default_value_t = 600_000)]
    pub fetch_headers_timeout: u64,
    /// Milliseconds that a provider may be silent inside an answer.
    #[arg(long, env = "FETCH_BODY_TIMEOUT", default_value_t = 600_000)]
    pub fetch_body_timeout: u64,
    /// Attempts after the first one, over all providers of a request.
    #[arg(long, env = "MAX_RETRIES", default_value_t = 3, value_parser = clap::value_parser!(u32).range(0..=10))]
    pub max_retries: u32,
    /// Attempts on one provider before the next one is asked; a provider may have its own figure.
    #[arg(long, env = "MAX_RETRY_ATTEMPTS_DEFAULT", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=10))]
    pub max_retry_attempts_default: u32,
    /// Milliseconds from a request's arrival in which attempts may begin.
    #[arg(long, env = "RETRY_TIME_LIMIT_MS", default_value_t = 600_000)]
    pub retry_time_limit_ms: u64,
    /// Failures of the network open circuit breakers, too.
    #[arg(long, env = "ENABLE_CIRCUIT_BREAKER_ON_NETWORK_ERRORS", default_value_t = true, action = clap::ArgAction::Set)]
    pub enable_circuit_breaker_on_network_errors: bool,
    /// Milliseconds of silence after which a stream gets a comment, so that nothing in between cuts it; 0 = never.
    #[arg(long, env = "STREAM_KEEP_ALIVE_MS", default_value_t = 15_000)]
    pub stream_keep_alive_ms: u64,
    /// Probes providers whose circuit breaker is open, and endpoints that could not be reached.
    #[arg(long, env = "ENABLE_SMART_PROBING", default_value_t = false, action = clap::ArgAction::Set)]
    pub enable_smart_probing: bool,
    /// Milliseconds between two rounds of probes.
    #[arg(long, env = "PROBE_INTERVAL_MS", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(100..))]
    pub probe_interval_ms: u64,
    /// Milliseconds for a probe to connect.
    #[arg(long, env = "PROBE_TIMEOUT_MS", default_value_t = 5_000)]
    pub probe_timeout_ms: u64,
    /// Milliseconds for a provider test as a whole.
    #[arg(long, env = "API_TEST_TIMEOUT_MS", default_value_t = 15_000)]
    pub api_test_timeout_ms: u64,
    /// Longest request body, in bytes.
    #[arg(long, env = "MAX_DECOMPRESSED_REQUEST_BYTES", default_value_t = 100 << 20)]
    pub max_decompressed_request_bytes: usize,
    /// Milliseconds that requests under way get to finish when the hub is stopped.
    #[arg(long, env = "SHUTDOWN_DRAIN_MS", default_value_t = 15_000)]
    pub shutdown_drain_ms: u64,
    /// What is logged: `error`, `warn`, `info`, `debug`, or a filter such as `gateway=debug`.
    #[arg(long, env = "LOG_LEVEL", default_value = "info")]
    pub log_level: String,
    /// How the log is written: `text` for people, `json` for programs.
    #[arg(long, env = "LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
    /// A collector (`http://host:4318`) that gets each request as a trace, by OTLP over HTTP as JSON, without anything of what
    /// was said. Headers for it come from `OTEL_EXPORTER_OTLP_HEADERS`. Nothing is sent when it is not set.
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT")]
    pub otel_exporter_otlp_endpoint: Option<String>,
    /// A scripted vendor: fills an empty hub with made-up people and traffic (`cargo xtask demo`).
    #[arg(long, env = "CCH_DEMO_VENDOR", hide = true)]
    pub demo_vendor: Option<String>,
    /// Folder with the console's files, for builds that do not carry them.
    #[arg(long, env = "CCH_SITE_DIR", default_value = "target/site")]
    pub site_dir: PathBuf,
}

fn secret(text: &str) -> Result<Secret, String> {
    Ok(Secret::new(text))
}

/// As in the TypeScript system only `false` and `0` are false.
fn secure(text: &str) -> Result<SecureCookies, String> {
    Ok(match text {
        "auto" | "" => SecureCookies::Auto,
        "false" | "0" => SecureCookies::Never,
        _ => SecureCookies::Always,
    })
}

impl Config {
    pub fn site(&self) -> SiteOptions {
        let app_url = self.app_url.as_deref().map(|url| url.trim().trim_end_matches('/').to_owned());
        SiteOptions { app_url: app_url.filter(|url| !url.is_empty()), secure_cookies: self.enable_secure_cookies }
    }

    /// Where the database is; the embedded one when nothing else is set.
    pub fn database(&self) -> Secret {
        let set = self.dsn.clone().or_else(|| std::env::var("DATABASE_URL").ok().map(Secret::new));
        set.filter(|dsn| !dsn.is_empty())
            .unwrap_or_else(|| Secret::new(format!("sqlite:{}", self.data_dir.join("hub.db").display())))
    }
}

/// What the names of providers' secrets begin with in exported files.
const OF_PROVIDERS: &str = "CCH_PROVIDER_";

/// Those among this process's own variables that [`unknown`] tells of.
pub fn unknown_here() -> Vec<String> {
    let names: Vec<_> = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()).collect();
    unknown(names.iter().map(String::as_str)).into_iter().map(str::to_owned).collect()
}

/// Variables with the hub's prefix that mean nothing to it: misspelt, most likely.
pub fn unknown<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let command = <Cli as clap::CommandFactory>::command();
    let known: Vec<_> = command.get_arguments().filter_map(|argument| argument.get_env()?.to_str()).collect();
    let is_ours = |name: &&str| name.starts_with("CCH_") && !name.starts_with(OF_PROVIDERS);
    names.filter(|name| is_ours(name) && !known.contains(name)).collect()
}

/// The README's table.
pub fn markdown() -> String {
    let mut table = "| Variable | Default | Meaning |\n|---|---|---|\n".to_owned();
    let command = <Cli as clap::CommandFactory>::command();
    for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
        let Some(name) = argument.get_env().and_then(|name| name.to_str()) else { continue };
        let default: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        let default = if default.is_empty() { "–".to_owned() } else { format!("`{}`", default.join(" ")) };
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = writeln!(table, "| `{name}` | {default} | {help} |");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        <Cli as clap::CommandFactory>::command().debug_assert();
        assert!(markdown().contains("| `PORT` | `23000` | Port to listen on"));
    }

    #[test]
    fn misspelt_variables_are_found() {
        assert_eq!(
            unknown(["CCH_DATA_DIR", "CCH_DATADIR", "CCH_PROVIDER_X_PROXY", "PATH"].into_iter()),
            ["CCH_DATADIR"]
        );
    }

    #[test]
    fn secrets_are_not_shown() {
        let cli = Cli::parse_from(["cch", "--admin-token", "canary", "--dsn", "postgres://u:canary@h/d"]);
        assert!(!format!("{cli:?}").contains("canary"));
    }
}
