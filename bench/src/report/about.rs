//! When, where, and of which versions.

use crate::options::Options;
use domain::Millis;
use domain::window::Zone;
use std::fmt::{Result, Write};
use std::fs;
use std::path::Path;
use std::process::Command;

pub(super) fn write(into: &mut String, options: &Options) -> Result {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = field(&read("/proc/meminfo"), "MemTotal").and_then(|kib| kib.split(' ').next()?.parse::<u64>().ok());
    writeln!(into, "# What the hub costs\n")?;
    writeln!(into, "Written by `cargo xtask bench`, which measures all of this in one run.\n")?;
    writeln!(into, "| | |\n|---|---|")?;
    let mut row = |name: &str, value: Option<String>| match value.filter(|value| !value.is_empty()) {
        Some(value) => writeln!(into, "| {name} | {value} |"),
        None => writeln!(into, "| {name} | not there |"),
    };
    row("Date", Some(Zone::default().rfc3339(Millis(Millis::now().0 / 1_000 * 1_000))))?;
    let model = field(&read("/proc/cpuinfo"), "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let memory = memory.unwrap_or_default() as f64 / f64::from(1 << 20);
    row("Machine", Some(format!("{model}, {processors} processors, {memory:.1} GiB")))?;
    row("Kernel", Some(read("/proc/sys/kernel/osrelease").trim().to_owned()))?;
    row("Hub", Some(options.hub.clone()))?;
    row("Compiler", Some(options.compiler.clone()))?;
    let programs = &options.programs;
    let of = |path: &Option<_>, version: fn(&Path) -> Option<String>| path.as_deref().and_then(version);
    row(
        "nginx",
        of(&programs.nginx, |it| said(Command::new(it).arg("-v"))?.rsplit_once('/').map(|it| it.1.to_owned())),
    )?;
    let postgres = programs.postgres.as_ref();
    row("PostgreSQL", postgres.and_then(|dsn| said(Command::new("psql").args([dsn, "-tAc", "SHOW server_version"]))))?;
    let redis = programs.redis.as_ref();
    row(
        "Redis",
        redis.and_then(|url| field(&said(Command::new("redis-cli").args(["-u", url, "info"]))?, "redis_version")),
    )?;
    row("Portkey", of(&programs.portkey, portkey))?;
    row("LiteLLM", of(&programs.litellm, litellm))
}

fn portkey(script: &Path) -> Option<String> {
    let manifest = fs::read(script.parent()?.parent()?.join("package.json")).ok()?;
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).ok()?;
    Some(format!("{}, node {}", manifest["version"].as_str()?, said(Command::new("node").arg("-v"))?))
}

fn litellm(program: &Path) -> Option<String> {
    let ask = "import platform, importlib.metadata as it; print(it.version('litellm') + ', python', platform.python_version())";
    said(Command::new(program.parent()?.join("python")).args(["-c", ask]))
}

/// All that a program says.
fn said(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    let all = [output.stdout, output.stderr].concat();
    Some(String::from_utf8_lossy(&all).trim().to_owned())
}

/// The value in the first line of the form `name: value`.
fn field(text: &str, name: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then(|| value.trim().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_its_whole_name() {
        let text = "model\t\t: 85\nmodel name\t: Some CPU: fast\nmodel name\t: other\n";
        assert_eq!(field(text, "model name").as_deref(), Some("Some CPU: fast"));
        assert_eq!(field(text, "name"), None);
    }
}
