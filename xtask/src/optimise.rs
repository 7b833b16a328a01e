//! Making WebAssembly small with Binaryen, which npm has as a library for Node.js.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::{fs, thread};

use anyhow::{Result, anyhow};

use crate::shell::{command, run, step};
use crate::{layout, npm};

/// Optimises the modules for size, in place.
pub(crate) fn optimise(modules: &[PathBuf]) -> Result<()> {
    let library = npm::install("binaryen", "132")?.join("index.js");
    let script = layout::root().join("xtask/src/optimise.mjs");
    step(&format!("optimising {} modules of WebAssembly for size", modules.len()), || {
        let work = |share: Vec<&Path>| {
            let optimiser = run(command("node").arg(&script).arg(&library).args(share));
            // Without the names of some hundred files.
            optimiser.map_err(|_| anyhow!("Binaryen failed: its own words are above"))
        };
        thread::scope(|scope| {
            let workers: Vec<_> = shares(modules)?.into_iter().map(|share| scope.spawn(move || work(share))).collect();
            workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| anyhow!("an optimiser panicked"))?)
        })
    })
}

/// About as many bytes for each core: one optimiser works on one.
fn shares(modules: &[PathBuf]) -> Result<Vec<Vec<&Path>>> {
    let mut sized = Vec::new();
    for module in modules {
        sized.push((fs::metadata(module)?.len(), module.as_path()));
    }
    sized.sort_by(|one, other| other.cmp(one));
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let mut shares = vec![(0, Vec::new()); cores];
    for (size, module) in sized {
        if let Some((sum, share)) = shares.iter_mut().min_by_key(|(sum, _)| *sum) {
            *sum += size;
            share.push(module);
        }
    }
    Ok(shares.into_iter().map(|(_, share)| share).filter(|share| !share.is_empty()).collect())
}
