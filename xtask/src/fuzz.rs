//! `cargo xtask fuzz`: throws bytes at the parsers of the data plane, guided by coverage.
//!
//! The flags are what `cargo fuzz --sanitizer none` sets: they are stable, so no nightly toolchain is needed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use clap::Args;

use crate::layout;
use crate::shell::{cargo, command, read, run, step};

/// As in `gateway::fuzz::TARGETS`.
pub(crate) const TARGETS: [&str; 8] =
    ["sse", "messages", "chat", "responses", "gemini", "gemini-cli", "form", "encoding"];

const COVERAGE: [&str; 7] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
    "--cfg=fuzzing",
];

#[derive(Args)]
pub(crate) struct Options {
    /// What to fuzz; all of them in turn when none is named
    target: Option<String>,
    /// For how long, each
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// Keep what reached new code in crates/fuzz/corpus
    #[arg(long)]
    keep: bool,
}

pub(crate) fn fuzz(options: &Options) -> Result<()> {
    let wanted: Vec<&str> = match &options.target {
        Some(name) => TARGETS.iter().copied().filter(|target| target == name).collect(),
        None => TARGETS.to_vec(),
    };
    if wanted.is_empty() {
        bail!("there is no such target; there are {}", TARGETS.join(", "));
    }
    let binary = build()?;
    for target in wanted {
        step(&format!("fuzzing {target} for {} s", options.seconds), || {
            let found = work(target);
            attack(&binary, target, &found, &[format!("-max_total_time={}", options.seconds)])?;
            if options.keep { distil(&binary, target, &found) } else { Ok(()) }
        })?;
    }
    Ok(())
}

/// The same start and the same number of tries each time.
pub(crate) fn brief() -> Result<u64> {
    let binary = build()?;
    for target in TARGETS {
        let found = work(target);
        if found.exists() {
            fs::remove_dir_all(&found)?;
        }
        attack(&binary, target, &found, &["-seed=1".to_owned(), "-runs=20000".to_owned()])?;
    }
    Ok(TARGETS.len() as u64)
}

fn build() -> Result<PathBuf> {
    let about = read(command("rustc").arg("-vV"))?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().to_owned();
    let folder = layout::cargo_target().join("fuzz");
    let mut build = cargo();
    build.args(["build", "--quiet", "-p", "fuzz", "--profile", "fuzz", "--target", &host]);
    build.env("CARGO_TARGET_DIR", &folder).env("RUSTFLAGS", COVERAGE.join(" "));
    step("building the fuzzer", || run(&mut build))?;
    Ok(folder.join(host).join("fuzz/fuzz"))
}

/// Where a run leaves what it found.
fn work(target: &str) -> PathBuf {
    layout::cargo_target().join("fuzz/found").join(target)
}

fn corpus(target: &str) -> PathBuf {
    layout::root().join("crates/fuzz/corpus").join(target)
}

fn attack(binary: &Path, target: &str, found: &Path, limits: &[String]) -> Result<()> {
    fs::create_dir_all(found)?;
    fs::create_dir_all(corpus(target))?;
    let mut fuzzer = fuzzer(binary, target);
    fuzzer.args(["-max_len=16384", "-timeout=10", "-rss_limit_mb=1024", "-print_final_stats=0", "-verbosity=0"]);
    fuzzer.arg(format!("-artifact_prefix={}/", found.display())).args(limits);
    run(fuzzer.arg(found).arg(corpus(target)).args(recordings()))
}

/// Keeps of what was found the little that reaches everything.
fn distil(binary: &Path, target: &str, found: &Path) -> Result<()> {
    run(fuzzer(binary, target)
        .args(["-merge=1", "-max_len=2048", "-use_counters=0", "-verbosity=0"])
        .arg(corpus(target))
        .arg(found))
}

fn fuzzer(binary: &Path, target: &str) -> Command {
    let mut fuzzer = command(&binary.display().to_string());
    fuzzer.env("FUZZ_TARGET", target);
    fuzzer
}

/// Real answers and requests are the best start.
fn recordings() -> Vec<PathBuf> {
    let fixtures = layout::root().join("crates/gateway/tests/fixtures");
    ["anthropic", "openai-chat", "openai-responses", "gemini", "made"].map(|folder| fixtures.join(folder)).to_vec()
}
