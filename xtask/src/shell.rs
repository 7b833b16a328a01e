//! Running commands, and saying what happens while they run.

use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use std::{env, thread};

use anyhow::{Context, Result, bail};

use crate::layout;

/// Announces `what`, does `work`, and says how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("→ {what}");
    let started = Instant::now();
    let done = work()?;
    println!("  done in {}", seconds(started.elapsed()));
    Ok(done)
}

pub(crate) fn seconds(time: Duration) -> String {
    match time.as_secs() {
        whole @ 100.. => format!("{} min {:02} s", whole / 60, whole % 60),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

/// A command that starts in the root of the checkout.
pub(crate) fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(layout::root());
    command
}

static ONCE: AtomicBool = AtomicBool::new(false);

/// From now on builds keep nothing to build the same code quicker by: that would be half of the target folder.
pub(crate) fn build_once() {
    ONCE.store(true, Relaxed);
}

/// Cargo, without the variables that `cargo run` set for this process: some build scripts watch them, and would run
/// again each time a build starts from here after one that started from a terminal.
pub(crate) fn cargo() -> Command {
    let mut cargo = command("cargo");
    for (name, _) in env::vars_os() {
        if let Some(name) = name.to_str()
            && ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|start| name.starts_with(start))
        {
            cargo.env_remove(name);
        }
    }
    if ONCE.load(Relaxed) {
        cargo.env("CARGO_INCREMENTAL", "0");
    }
    cargo
}

/// Runs to the end with the terminal as its own; fails when the command does.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| missing(command))?;
    if !status.success() {
        bail!("`{}` ended with {status}", line(command));
    }
    Ok(())
}

/// What the command writes to its standard output, trimmed.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::piped()).output().with_context(|| missing(command))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` ended with {}: {}", line(command), output.status, said.trim());
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// Shows what the command writes while it runs, and returns all of it with whether the command succeeded.
pub(crate) fn watch(command: &mut Command) -> Result<(bool, String)> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().with_context(|| missing(command))?;
    let (sender, lines) = mpsc::channel();
    let streams: [Option<Box<dyn io::Read + Send>>; 2] =
        [child.stdout.take().map(|it| Box::new(it) as _), child.stderr.take().map(|it| Box::new(it) as _)];
    for stream in streams.into_iter().flatten() {
        let sender = sender.clone();
        thread::spawn(move || {
            for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
                let _ = sender.send(String::from_utf8_lossy(&line).into_owned());
            }
        });
    }
    drop(sender);
    let mut all = String::new();
    for line in lines {
        println!("{line}");
        writeln!(all, "{line}")?;
    }
    io::stdout().flush()?;
    Ok((child.wait()?.success(), all))
}

/// Whether a program of this name is on the path.
pub(crate) fn has(program: &str) -> bool {
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

fn line(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn missing(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let hint = match &*program {
        "rustup" => "install it from https://rustup.rs",
        "node" | "npm" => "install Node.js 18 or newer: `apt-get install nodejs npm`, or from https://nodejs.org",
        "python3" => "install Python 3.10 or newer: `apt-get install python3 python3-venv`",
        _ => "is it installed, and on the PATH?",
    };
    format!("could not start `{program}`: {hint}")
}
