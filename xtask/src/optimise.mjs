// Makes WebAssembly modules small, in place: node optimise.mjs BINARYEN FILE...
// One process for many of them: starting the optimiser takes longer than most of the modules do.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , library, ...files] = process.argv;
const { default: binaryen } = await import(pathToFileURL(library));
// What browsers have had for years and the compiler already uses. All features would let the optimiser write code that
// browsers refuse.
const allowed = [
  'BulkMemory', 'BulkMemoryOpt', 'CallIndirectOverlong', 'MutableGlobals', 'Multivalue', 'NontrappingFPToInt',
  'ReferenceTypes', 'SignExt',
];
const features = allowed.reduce((all, name) => all | binaryen.Features[name], 0);
// Together what is called `-Oz`.
binaryen.setOptimizeLevel(2);
binaryen.setShrinkLevel(2);
binaryen.setGenerateStackIR(true);
binaryen.setOptimizeStackIR(true);
// Rust's stack is at the bottom of the memory and grows down: its last kilobyte is as good as unused.
binaryen.setLowMemoryUnused(true);
for (const file of files) {
  const module = binaryen.readBinary(readFileSync(file));
  module.setFeatures(features);
  module.optimize();
  // Undoing and redoing the structure of loops and blocks lets it find more: two percent, and a quarter of one the second time.
  for (let round = 0; round < 2; round += 1) {
    module.runPasses(['flatten', 'rereloop']);
    module.optimize();
    module.optimize();
  }
  module.runPasses(['strip-producers', 'strip-target-features']);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}
