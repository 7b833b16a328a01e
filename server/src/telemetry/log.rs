//! The hub's own log, on standard error.

use domain::setting::LogLevel;
use std::io::IsTerminal;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt, reload};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

/// What is logged may change while the hub runs.
pub struct Level {
    filter: reload::Handle<EnvFilter, Registry>,
    started_with: String,
}

/// # Errors
/// When `filter` is no level and no filter.
pub fn install(filter: &str, format: LogFormat) -> anyhow::Result<Level> {
    let (layer, handle) = reload::Layer::new(parse(filter)?);
    let lines = fmt::layer().with_target(false).with_writer(std::io::stderr);
    let lines = match format {
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
        // Colours are for people, not for files.
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).boxed(),
    };
    tracing_subscriber::registry().with(layer).with(lines).init();
    Ok(Level { filter: handle, started_with: filter.to_owned() })
}

impl Level {
    /// None: what the hub was started with.
    pub fn set(&self, level: Option<LogLevel>) {
        let text = match level {
            Some(level) => level.as_str(),
            None => &self.started_with,
        };
        // It was one when the hub began, and levels are.
        if let Ok(filter) = parse(text) {
            let _ = self.filter.reload(filter);
        }
    }
}

fn parse(filter: &str) -> anyhow::Result<EnvFilter> {
    // Slow statements would be told with their SQL; whoever names sqlx in the filter wants them.
    EnvFilter::try_new(format!("sqlx=error,{filter}")).map_err(|error| anyhow::anyhow!("LOG_LEVEL={filter}: {error}"))
}
