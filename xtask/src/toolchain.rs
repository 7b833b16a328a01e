//! The WebAssembly target: from rustup where it can download, else from Debian's packages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::debian;
use crate::shell::{cargo, command, has, read, run, step};

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";
/// The name under which rustup knows Debian's compiler.
const DEBIAN: &str = "debian";
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy"];
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
/// Bitcode lets the release console be optimised together with the standard library.
const DEBIAN_STD_FLAGS: &str = "-Cembed-bitcode=yes";
const DEBIAN_STD: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";

/// A toolchain that can build for [`TARGET`].
pub(crate) struct Wasm {
    environment: Vec<(&'static str, String)>,
}

impl Wasm {
    /// Finds such a toolchain, or sets one up.
    pub(crate) fn ensure() -> Result<Self> {
        if rustc_has_target() {
            return Ok(Self { environment: Vec::new() });
        }
        if !has("rustup") {
            bail!(
                "this compiler cannot build for {TARGET}: install it with the system's package tool, or use https://rustup.rs"
            );
        }
        if !debian_is_ready()? {
            let add = || read(command("rustup").args(["target", "add", TARGET]));
            if step(&format!("adding the target {TARGET} with rustup"), add).is_ok() {
                return Ok(Self { environment: Vec::new() });
            }
            println!("  rustup could not download it: taking Debian's packages instead");
            install_from_debian()?;
        }
        let linker = rust_lld()?.display().to_string();
        Ok(Self {
            environment: vec![
                ("RUSTUP_TOOLCHAIN", DEBIAN.to_owned()),
                ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker),
            ],
        })
    }

    /// Cargo with a compiler that knows the target.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = cargo();
        cargo.envs(self.environment.iter().map(|(name, value)| (name, value)));
        cargo
    }
}

fn rustc_has_target() -> bool {
    let libraries = read(command("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    libraries.is_ok_and(|folder| has_std(Path::new(&folder)))
}

fn has_std(folder: &Path) -> bool {
    fs::read_dir(folder)
        .is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
}

/// Ready means: built by the compiler that is installed now (a library of another version is of no use), and linked.
fn debian_is_ready() -> Result<bool> {
    let Ok(builder) = builder() else { return Ok(false) };
    let built_by = fs::read_to_string(built_by()).unwrap_or_default();
    let linked = read(command("rustup").args(["toolchain", "list"]))?.lines().any(|name| name.starts_with(DEBIAN));
    Ok(linked && built_by == builder && has_std(Path::new(DEBIAN_STD)))
}

fn builder() -> Result<String> {
    Ok(format!("{}\n{DEBIAN_STD_FLAGS}\n", read(command(DEBIAN_RUSTC).arg("-vV"))?))
}

fn built_by() -> PathBuf {
    Path::new(DEBIAN_STD).join("built-by")
}

/// Debian ships the compiler and the library's source, but not the library for this target: it is built here once.
fn install_from_debian() -> Result<()> {
    debian::install("building for WebAssembly", &DEBIAN_PACKAGES)?;
    if !debian::is_root()? {
        bail!("building the standard library for {TARGET} into {DEBIAN_STD} needs root: run this once with sudo");
    }
    step(&format!("building the standard library for {TARGET}"), || {
        let folder = tempfile::tempdir()?;
        let empty = folder.path();
        fs::create_dir(empty.join("src"))?;
        fs::write(empty.join("src/lib.rs"), "#![no_std]\n")?;
        fs::write(empty.join("Cargo.toml"), "[package]\nname = \"empty\"\nedition = \"2021\"\n[workspace]\n")?;
        let build = ["build", "-q", "-Zbuild-std=std,panic_abort", "--release", "--target", TARGET];
        // A path names Debian's cargo itself, not rustup's stand-in.
        run(Command::new("/usr/bin/cargo")
            .args(build)
            .current_dir(empty)
            .env("RUSTC", DEBIAN_RUSTC)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", DEBIAN_STD_FLAGS)
            .env_remove("RUSTUP_TOOLCHAIN")
            .env("CARGO_TARGET_DIR", empty.join("target")))?;
        let built = empty.join("target").join(TARGET).join("release/deps");
        install_libraries(&built)
    })?;
    run(command("rustup").args(["toolchain", "link", DEBIAN, "/usr"]))
}

fn install_libraries(built: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(DEBIAN_STD);
    fs::create_dir_all(DEBIAN_STD)?;
    for entry in fs::read_dir(built)? {
        let name = entry?.file_name();
        let text = name.to_string_lossy();
        if text.ends_with(".rlib") && !text.starts_with("libempty-") {
            fs::copy(built.join(&name), Path::new(DEBIAN_STD).join(&name))?;
        }
    }
    fs::write(built_by(), builder()?).context("could not note the library's version")
}

/// The default toolchain's own linker: Debian's compiler comes without one for this target.
fn rust_lld() -> Result<PathBuf> {
    let about = read(command("rustc").arg("-vV"))?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc -vV names no host")?;
    let sysroot = PathBuf::from(read(command("rustc").args(["--print", "sysroot"]))?);
    let linker = sysroot.join("lib/rustlib").join(host).join("bin/rust-lld");
    if !linker.exists() {
        bail!("the default toolchain has no {}: reinstall it with `rustup toolchain install stable`", linker.display());
    }
    Ok(linker)
}
