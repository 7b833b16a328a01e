// The console in Chromium: a hub of its own, an invented vendor, one journey after another.
// Run through `cargo xtask test --only browser`; `scroll` makes ten thousand requests first, and runs when it is named.

import { chromium } from "playwright-core";
import { Hub } from "./browser/hub.mjs";
import * as access from "./browser/access.mjs";
import * as activity from "./browser/activity.mjs";
import * as bundle from "./browser/bundle.mjs";
import * as failover from "./browser/failover.mjs";
import * as fleet from "./browser/fleet.mjs";
import * as form from "./browser/form.mjs";
import * as gallery from "./browser/gallery.mjs";
import * as journey from "./browser/journey.mjs";
import * as keyboard from "./browser/keyboard.mjs";
import * as language from "./browser/language.mjs";
import * as leaderboard from "./browser/leaderboard.mjs";
import * as palette from "./browser/palette.mjs";
import * as people from "./browser/people.mjs";
import * as price from "./browser/price.mjs";
import * as pseudo from "./browser/pseudo.mjs";
import * as provider from "./browser/provider.mjs";
import * as quota from "./browser/quota.mjs";
import * as reference from "./browser/reference.mjs";
import * as role from "./browser/role.mjs";
import * as scroll from "./browser/scroll.mjs";
import * as signin from "./browser/signin.mjs";
import * as statistic from "./browser/statistic.mjs";
import * as system from "./browser/system.mjs";

const flags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

const hub = await Hub.start();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, headless: true, args: flags });

let passed = 0;
let failed = 0;
try {
  const all = {
    bundle, signin, access, keyboard, journey, price, provider, form, failover, activity, fleet, people, quota, leaderboard, statistic, role, palette,
    system, language, pseudo, gallery, reference,
  };
  const asked = process.argv.slice(2);
  const suites = asked.length ? asked.map((name) => ({ ...all, scroll })[name]) : Object.values(all);
  for (const test of suites.flatMap((suite) => suite.tests)) {
    const started = performance.now();
    try {
      await test({ browser, hub });
      passed += 1;
      console.log(`  ok      ${test.name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed += 1;
      console.log(`  FAILED  ${test.name}\n${String(error?.stack ?? error).replace(/^/gm, "          ")}`);
    }
  }
} finally {
  await browser.close();
  await hub.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
