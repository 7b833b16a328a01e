//! Making a release site small: compressed copies, and the budget of the first load.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use flate2::{Compression, write::GzEncoder};

use crate::shell::step;
use crate::{split, stamp};

/// Sizes of brotli's blocks, as powers of two: its own choice, and the largest.
const BLOCKS: [i32; 2] = [0, 24];
/// What a browser has to load before a page works, in bytes after brotli: WebAssembly for any page, and the styles.
const WASM_BUDGET: u64 = 350 * 1024;
const STYLE_BUDGET: u64 = 15 * 1024;

const COMPRESSED: [&str; 8] = ["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest"];

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
    // Which size of its blocks is best depends on the file.
    let mut smallest: Option<Vec<u8>> = None;
    for lgblock in BLOCKS {
        let best = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, lgblock, ..Default::default() };
        let mut small = Vec::new();
        brotli::BrotliCompress(&mut io::Cursor::new(&content), &mut small, &best)?;
        if smallest.as_ref().is_none_or(|smallest| small.len() < smallest.len()) {
            smallest = Some(small);
        }
    }
    Ok(fs::write(beside(file, "br"), smallest.unwrap_or_default())?)
}

fn beside(file: &Path, kind: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(kind);
    name.into()
}

/// Prints what the first load of every page weighs, and fails above the budgets.
pub(crate) fn weigh(site: &Path) -> Result<()> {
    let main = size(site, "cch_bg.wasm")?;
    println!("  WebAssembly with brotli, {} KB at most; {} KB of it for every page", kilo(WASM_BUDGET), kilo(main));
    let mut heaviest = main;
    for (page, weight) in pages(site)? {
        println!("  {page}: {} KB", kilo(weight));
        heaviest = heaviest.max(weight);
    }
    if heaviest > WASM_BUDGET {
        bail!("the first load of a page is above its budget");
    }
    let style = size(site, "cch.css")?;
    println!("  styles: {} KB, {} KB at most", kilo(style), kilo(STYLE_BUDGET));
    if style > STYLE_BUDGET {
        bail!("the styles are above their budget");
    }
    Ok(())
}

/// The same in a word.
pub(crate) fn first_load(site: &Path) -> Result<String> {
    let mut weights: Vec<u64> = pages(site)?.into_iter().map(|(_, weight)| weight).collect();
    weights.sort_unstable();
    let [lightest, .., heaviest] = weights[..] else { bail!("the site has no pages") };
    let (lightest, heaviest, style) = (kilo(lightest), kilo(heaviest), kilo(size(site, "cch.css")?));
    Ok(format!("{lightest} to {heaviest} KB of WebAssembly by page, and {style} KB of CSS, with brotli"))
}

/// What the first load of each page weighs in WebAssembly.
fn pages(site: &Path) -> Result<Vec<(String, u64)>> {
    let main = size(site, "cch_bg.wasm")?;
    let mut pages = Vec::new();
    for (page, files) in split::manifest(&site.join("pkg"))? {
        if page != split::LATER {
            let own: u64 = files.iter().map(|file| size(site, &format!("{file}.wasm"))).sum::<Result<_>>()?;
            pages.push((page, main + own));
        }
    }
    Ok(pages)
}

/// Of a file of the package, with brotli.
fn size(site: &Path, name: &str) -> Result<u64> {
    Ok(fs::metadata(beside(&site.join("pkg").join(name), "br"))?.len())
}

fn kilo(bytes: u64) -> u64 {
    bytes.div_ceil(1024)
}
