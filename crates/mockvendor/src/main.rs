//! `mockvendor`: the vendors on a port, until interrupted.

use clap::Parser;
use mockvendor::{MockVendor, Setting};
use std::io::Write;
use std::net::{IpAddr, SocketAddr};

/// Plays Anthropic, OpenAI and Gemini for demos and benchmarks.
#[derive(Parser)]
struct Arguments {
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,

    /// 0 picks a free one.
    #[arg(long, default_value_t = 9100)]
    port: u16,

    /// Stream at this many tokens a second instead of at full speed.
    #[arg(long)]
    pace: Option<f64>,

    /// Vary length, thinking and cache use from answer to answer, the same way every time.
    #[arg(long)]
    lively: bool,

    /// Keep no more than sums of the requests that were answered: for benchmarks.
    #[arg(long)]
    lean: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let Arguments { host, port, pace, lively, lean } = Arguments::parse();
    let mock = MockVendor::bind(SocketAddr::new(host, port), Setting { pace, lively, lean })?;
    writeln!(std::io::stdout(), "mockvendor listens on {}", mock.url())?;
    tokio::signal::ctrl_c().await
}
