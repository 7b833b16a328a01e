//! `cch`: the hub.

use anyhow::Context;
use clap::Parser;
use server::config::{AuditCommand, Cli, Command, Config, SecondFactorCommand};
use server::{command, healthcheck, shutdown, startup, telemetry};
use std::io::Write;
use std::process::ExitCode;
use tikv_jemallocator::Jemalloc;

/// glibc's allocator keeps what bodies of many megabytes leave behind; mimalloc takes half as much again for a stream that is
/// open, in the same time.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().context("the runtime did not start")?;
    match cli.command {
        None => runtime.block_on(serve(cli.config)),
        Some(Command::Apply(args)) => return runtime.block_on(command::apply::run(&cli.config, &args)),
        Some(Command::Backup(options)) => runtime.block_on(command::backup::run(&cli.config, &options)),
        Some(Command::Restore(options)) => runtime.block_on(command::restore::run(&cli.config, &options)),
        Some(Command::Doctor) => return runtime.block_on(command::doctor::run(&cli.config)),
        Some(Command::Export) => runtime.block_on(command::export::run(&cli.config)),
        Some(Command::Healthcheck) => runtime.block_on(healthcheck::run(&cli.config)),
        Some(Command::SecondFactor(SecondFactorCommand::Remove { user })) => {
            runtime.block_on(command::second_factor::remove(&cli.config, user.as_deref()))
        }
        Some(Command::Audit(AuditCommand::Verify)) => runtime.block_on(command::audit::verify(&cli.config)),
        Some(Command::Import(options)) => runtime.block_on(command::import::run(&cli.config, &options)),
        Some(Command::Settings) => Ok(write!(std::io::stdout(), "{}", server::config::markdown())?),
    }?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let level = telemetry::log::install(&config.log_level, config.log_format)?;
    telemetry::panic::watch();
    for name in server::config::unknown_here() {
        tracing::warn!("the variable {name} means nothing to the hub; `cch --help` lists those that do");
    }
    let mut hub = startup::start(config).await?;
    hub.follow(level);
    // Whoever reads the greeting may ask for the end at once.
    let end = shutdown::signal().context("the hub cannot be stopped in order")?;
    writeln!(std::io::stdout(), "{}", hub.greeting())?;
    hub.run(end).await
}
