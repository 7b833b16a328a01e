//! Making a release site small: `wasm-opt`, compressed copies, and the budget of the first load.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use flate2::{Compression, write::GzEncoder};

use crate::shell::{command, run, step};
use crate::{npm, stamp};

/// What a browser has to load before the console works, in bytes after brotli.
struct Budget {
    file: &'static str,
    /// What it should be.
    aim: u64,
    /// Above this the build fails: it must not grow while it is brought down to the aim.
    ceiling: u64,
}

const BUDGETS: [Budget; 2] = [
    Budget { file: "cch_bg.wasm", aim: 350 * 1024, ceiling: 520 * 1024 },
    Budget { file: "cch.css", aim: 15 * 1024, ceiling: 15 * 1024 },
];

const COMPRESSED: [&str; 8] = ["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest"];

/// The features that browsers have had for years and the compiler already uses. `--all-features` would let the
/// optimiser write code that browsers refuse.
const WASM_OPT: [&str; 7] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// Optimises the module for size, in place.
pub(crate) fn optimise(wasm: &Path) -> Result<()> {
    let tool = npm::tool("binaryen", "132", "wasm-opt")?;
    step("optimising the WebAssembly for size", || {
        let small = wasm.with_extension("small");
        run(command("node").arg(tool).args(WASM_OPT).arg(wasm).arg("-o").arg(&small))?;
        Ok(fs::rename(small, wasm)?)
    })
}

/// Writes a `.br` and a `.gz` beside every file that gains by it and has changed since.
pub(crate) fn compress(site: &Path) -> Result<()> {
    let mut stale = stamp::files(&[site.to_path_buf()])?;
    stale.retain(|file| {
        file.extension().and_then(OsStr::to_str).is_some_and(|it| COMPRESSED.contains(&it)) && !is_packed(file)
    });
    if stale.is_empty() {
        return Ok(());
    }
    step(&format!("compressing {} files", stale.len()), || stale.iter().try_for_each(|file| pack(file)))
}

fn is_packed(file: &Path) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
    ["br", "gz"].iter().all(|kind| modified(&beside(file, kind)) >= modified(file))
}

fn pack(file: &Path) -> Result<()> {
    let content = fs::read(file)?;
    let mut gzip = GzEncoder::new(File::create(beside(file, "gz"))?, Compression::best());
    gzip.write_all(&content)?;
    gzip.finish()?;
    let best = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut io::Cursor::new(content), &mut small, &best)?;
    Ok(fs::write(beside(file, "br"), small)?)
}

fn beside(file: &Path, kind: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(kind);
    name.into()
}

/// Prints what the first load weighs beside what it should, and fails above the ceiling.
pub(crate) fn weigh(site: &Path) -> Result<()> {
    for Budget { file: name, aim, ceiling } in BUDGETS {
        let file = site.join("pkg").join(name);
        let (raw, small) = (fs::metadata(&file)?.len(), fs::metadata(beside(&file, "br"))?.len());
        println!("  {name}: {} KB, {} KB with brotli; the aim is {} KB", kilo(raw), kilo(small), kilo(aim));
        if small > ceiling {
            bail!("{name} has grown above {} KB", kilo(ceiling));
        }
    }
    Ok(())
}

fn kilo(bytes: u64) -> u64 {
    bytes.div_ceil(1024)
}
