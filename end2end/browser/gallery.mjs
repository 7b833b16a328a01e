// Every page in both themes, at a desk and on a phone: a picture in end2end/out, no sideways scroll, nothing that axe
// objects to.

import { randomUUID } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ask, drill } from "./drill.mjs";
import { check, open, signIn, withPage } from "./page.mjs";

const out = join(import.meta.dirname, "..", "out");
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const pages = {
  overview: "/",
  logs: "/logs",
  providers: "/providers",
  "provider-new": "/providers?new",
  availability: "/availability",
  users: "/users",
  quotas: "/quotas",
  leaderboard: "/leaderboard?span=all",
  connect: "/connect",
  sessions: "/sessions",
  prices: "/prices",
  "prices-unpriced": "/prices?view=unpriced",
  "prices-rules": "/prices?view=rules",
  settings: "/settings",
  simulator: "/simulator",
  "simulator-refused": "/simulator?dialect=gemini-cli&model=gemini-2.5-pro&groups=nobody",
};
const widths = { desk: { width: 1440, height: 960 }, phone: { width: 360, height: 760 } };

async function look(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(wide <= 0, `${name} scrolls sideways by ${wide} px`);
  await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
  // The test's own tool: the page's policy has no say in it.
  const found = await page.evaluate(`${axe}; axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] })`);
  const faults = found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.target).join(", ")}`);
  check(faults.length === 0, `${name}:\n${faults.join("\n")}`);
}

async function shoot({ browser, hub }, theme) {
  await mkdir(out, { recursive: true });
  const { items } = await hub.call("GET", "/api/v1/usage-logs?model=sonnet");
  const night = (await hub.call("GET", "/api/v1/providers")).find((provider) => provider.name === "night shift");
  const { broken, secret, id } = await drill(hub);
  // Until its breaker opens.
  for (let turn = 0; turn < 3; turn += 1) await ask(hub, secret, randomUUID());
  const all = {
    ...pages,
    "provider-edit": `/providers?edit=${night.id}`,
    breaker: `/providers?breaker=${broken.id}`,
    request: `/logs?id=${items[0].id}`,
    "request-failover": `/logs?id=${id}`,
    "simulator-served": "/simulator?dialect=anthropic&model=claude-sonnet-5&groups=drill",
  };
  const faults = [];
  for (const [size, viewport] of Object.entries(widths)) {
    await withPage(browser, { viewport, bypassCSP: true, reducedMotion: "reduce" }, async (page) => {
      const said = (error) => faults.push(error.message);
      await page.context().addCookies([{ name: "cch_theme", value: theme, url: hub.url }]);
      await open(page, `${hub.url}/login`);
      await look(page, `login-${theme}-${size}`).catch(said);
      await signIn(page, hub);
      for (const [name, path] of Object.entries(all)) {
        await open(page, hub.url + path);
        await page.waitForFunction(() => !document.querySelector(".skeleton"));
        if (name === "overview") await page.locator("canvas").first().waitFor();
        await look(page, `${name}-${theme}-${size}`).catch(said);
      }
    });
  }
  check(faults.length === 0, faults.join("\n"));
}

const every_page_in_the_light = (context) => shoot(context, "light");
const every_page_in_the_dark = (context) => shoot(context, "dark");

export const tests = [every_page_in_the_light, every_page_in_the_dark];
