// How fast the console is there, and what it costs to leave it open:
//   node end2end/measure.mjs paint
//   node end2end/measure.mjs soak [minutes]
// with the variables that `run.mjs` takes.

import { chromium } from "playwright-core";
import { Hub } from "./browser/hub.mjs";
import { check, open, signIn } from "./browser/page.mjs";

const ROUNDS = 7;
const MOST_MB = 150;

/** Milliseconds until the largest paint, and until the page answers, each time with nothing in the cache. */
async function paint({ browser, hub, secret }) {
  for (let turn = 0; turn < 200; turn += 1) await hub.ask(secret, {}).then((answer) => answer.arrayBuffer());
  for (const path of ["/", "/logs", "/leaderboard", "/providers"]) {
    const all = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await signIn(page, hub);
      const state = await context.storageState();
      await context.close();
      const fresh = await browser.newContext({ storageState: state });
      const tab = await fresh.newPage();
      await tab.addInitScript(() => {
        window.paints = [];
        new PerformanceObserver((list) => window.paints.push(...list.getEntries().map((entry) => entry.startTime)))
          .observe({ type: "largest-contentful-paint", buffered: true });
      });
      await tab.goto(hub.url + path);
      const ready = await tab.waitForFunction(() => document.documentElement.dataset.hydrated !== undefined && performance.now(), null, { polling: 5 });
      const answers = await ready.jsonValue();
      await tab.waitForTimeout(500);
      all.push([await tab.evaluate(() => Math.max(...window.paints)), answers]);
      await fresh.close();
    }
    const middle = (index) => all.map((pair) => pair[index]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)].toFixed(0);
    console.log(`${path}: largest paint ${middle(0)} ms, answers after ${middle(1)} ms (median of ${ROUNDS})`);
  }
}

/** A tab in sight of 50 requests a second; then the same tab, hidden. */
async function soak({ browser, hub, secret, minutes }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 960 } });
  const page = await context.newPage();
  await signIn(page, hub);
  await open(page, `${hub.url}/logs`);
  const tools = await context.newCDPSession(page);
  await tools.send("HeapProfiler.enable");
  const heap = async () => {
    await tools.send("HeapProfiler.collectGarbage");
    const script = (await tools.send("Runtime.getHeapUsage")).usedSize;
    const code = await page.evaluate(() => performance.memory.usedJSHeapSize);
    return Math.max(script, code) / 1e6;
  };
  let busy = true;
  let sent = 0;
  const traffic = (async () => {
    for (let next = performance.now(); busy; next += 100) {
      await Promise.all(Array.from({ length: 5 }, () => hub.ask(secret, {}).then((answer) => answer.arrayBuffer())));
      sent += 5;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next + 100 - performance.now())));
    }
  })();
  const taken = [];
  for (let minute = 1; minute <= minutes; minute += 1) {
    await page.waitForTimeout(60_000);
    taken.push(await heap());
    console.log(`minute ${minute}: ${sent} requests, heap ${taken.at(-1).toFixed(1)} MB`);
  }
  check(Math.max(...taken) <= MOST_MB, `the heap grew to ${Math.max(...taken)} MB`);

  // Hidden: not one request, whatever happens at the hub.
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { get: () => true });
    Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  await page.waitForTimeout(2_000);
  let asked = 0;
  page.on("request", () => (asked += 1));
  await page.waitForTimeout(30_000);
  busy = false;
  await traffic;
  console.log(`hidden for 30 s: ${asked} requests`);
  check(asked === 0, "a hidden tab asks for nothing");
  await context.close();
}

const [what, minutes] = process.argv.slice(2);
const hub = await Hub.start();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--enable-precise-memory-info"],
});
try {
  await hub.call("POST", "/api/v1/providers", { name: "anthropic", url: hub.vendor.url, credential: "sk-measure" });
  const user = await hub.call("POST", "/api/v1/users", { name: "Measure" });
  const { secret } = await hub.call("POST", `/api/v1/users/${user.id}/keys`, { name: "mill" });
  await { paint, soak }[what]({ browser, hub, secret, minutes: Number(minutes ?? 20) });
} finally {
  await browser.close();
  await hub.stop();
}
