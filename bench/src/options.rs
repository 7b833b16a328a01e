//! What a run may be told.

use crate::part::Part;
use crate::target::Programs;
use std::path::PathBuf;
use std::time::Duration;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// What to measure; everything when left out
    #[arg(value_enum)]
    pub(crate) parts: Vec<Part>,
    #[command(flatten)]
    pub(crate) programs: Programs,
    /// Working folder for those that are measured
    #[arg(long)]
    pub(crate) folder: PathBuf,
    /// Where the report goes when everything was measured; else it is shown
    #[arg(long)]
    pub(crate) report: Option<PathBuf>,
    /// The hub that is measured, in a word: version, commit, how it was built
    #[arg(long, default_value = "unnamed")]
    pub(crate) hub: String,
    /// The compiler, as it names itself
    #[arg(long, default_value = "unnamed")]
    pub(crate) compiler: String,
    /// What the console's first load weighs, in a word
    #[arg(long)]
    pub(crate) first_load: Option<String>,
    /// For each figure
    #[arg(long, default_value_t = 4.0)]
    pub(crate) seconds: f64,
    /// After which a process counts as idle; after a load it gets twice as long
    #[arg(long, default_value_t = 30.0)]
    pub(crate) rest_seconds: f64,
    /// matrix: how often everybody is asked everything
    #[arg(long, default_value_t = 1)]
    pub(crate) rounds: usize,
    /// matrix: only rows whose name contains this
    #[arg(long, default_value = "")]
    pub(crate) only: String,
    /// matrix: only those whose name contains one of these
    #[arg(long, value_delimiter = ',')]
    pub(crate) who: Vec<String>,
    /// start: how often, of each kind
    #[arg(long, default_value_t = 7)]
    pub(crate) starts: usize,
    /// idle: streams that are held open
    #[arg(long, default_value_t = 1_000)]
    pub(crate) idle_streams: usize,
    /// soak: streams at once
    #[arg(long, default_value_t = 500)]
    pub(crate) soak_streams: usize,
    /// soak: how long
    #[arg(long, default_value_t = 10.0)]
    pub(crate) minutes: f64,
    /// flat: rows of the ledger, beside a hub with none
    #[arg(long, default_value_t = 1_000_000)]
    pub(crate) rows: usize,
    /// flat: how often both sides are asked, by turns
    #[arg(long, default_value_t = 9)]
    pub(crate) turns: usize,
}

impl Options {
    pub(crate) fn time(&self) -> Duration {
        Duration::from_secs_f64(self.seconds)
    }

    pub(crate) fn rest(&self) -> Duration {
        Duration::from_secs_f64(self.rest_seconds)
    }
}
