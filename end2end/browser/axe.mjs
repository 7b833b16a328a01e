// What axe has against a page.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { check } from "./page.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Fails if it has anything. The test's own tool: the page's policy must have no say in it (`bypassCSP`). */
export async function accessible(page, name) {
  const found = await page.evaluate(`${axe}; axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] })`);
  const faults = found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.target).join(", ")}`);
  check(faults.length === 0, `${name}:\n${faults.join("\n")}`);
}
