// What people see who are no admins: what is theirs, on pages that are for them.

import { accessible } from "./axe.mjs";
import { ask, drill } from "./drill.mjs";
import { randomUUID } from "node:crypto";
import { check, open, signIn, withPage } from "./page.mjs";

const theirs = ["/", "/logs", "/sessions", "/statistics", "/leaderboard", "/quotas", "/connect", "/access"];
const admins = ["/users", "/groups", "/providers", "/availability", "/prices", "/simulator", "/settings", "/upkeep", "/alerts", "/audit", "/wall"];

/** A user with a key for the console and one for a tool alone, each with requests, beside others with theirs. */
async function furnish(hub) {
  const { secret: strangers } = await drill(hub);
  await ask(hub, strangers, randomUUID());
  const name = `Rosa ${Date.now()}`;
  const group = `g${Date.now()}`;
  await hub.call("POST", "/api/v1/providers", { name: `of ${name}`, url: hub.vendor.url, credential: "sk-role", groups: [group] });
  const user = await hub.call("POST", "/api/v1/users", { name, groups: [group], limits: { usd_day: 5e9 } });
  const key = (name, can_login) => hub.call("POST", `/api/v1/users/${user.id}/keys`, { name, can_login });
  const [desk, tool] = [await key("desk-key", true), await key("tool-key", false)];
  for (const { secret } of [desk, desk, tool]) check((await hub.ask(secret)).status === 200, "it is served");
  await hub.stored(user.id, 3);
  return { name, desk, tool };
}

/** Every page of theirs, in both themes, and that none of the admins' shows anything. */
async function tour(browser, hub, secret, seen) {
  for (const theme of ["light", "dark"]) {
    await withPage(browser, { bypassCSP: true, reducedMotion: "reduce" }, async (page) => {
      await page.context().addCookies([{ name: "cch_theme", value: theme, url: hub.url }]);
      await signIn(page, hub, secret);
      for (const path of theirs) {
        await open(page, hub.url + path);
        await page.waitForFunction(() => !document.querySelector(".skeleton"));
        await seen(page, path);
        await accessible(page, `${path}, ${theme}`);
      }
      const rail = await page.locator("nav a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      check(!admins.some((path) => rail.includes(path)), `no way leads to the admins' pages: ${rail}`);
      for (const path of admins) {
        await open(page, hub.url + path);
        await page.getByText("For admins only").first().waitFor();
        check(!(await page.content()).includes("Drill"), `${path} shows nothing`);
      }
    });
  }
}

async function a_user_sees_what_is_theirs({ browser, hub }) {
  const { name, desk } = await furnish(hub);
  await tour(browser, hub, desk.secret, async (page, path) => {
    const text = await page.content();
    check(!text.includes("Drill"), `${path}: nothing of others`);
    if (path === "/logs") {
      for (const key of ["desk-key", "tool-key"]) check(text.includes(key), `${path}: ${key}`);
      check((await page.locator("tbody a.cover").count()) === 3, "three requests");
    }
    if (path === "/quotas") await page.getByRole("heading", { name, exact: true }).waitFor();
  });
}

async function a_read_only_key_sees_its_own_requests({ browser, hub }) {
  const { desk, tool } = await furnish(hub);
  await tour(browser, hub, tool.secret, async (page, path) => {
    const text = await page.content();
    check(!text.includes("Drill"), `${path}: nothing of others`);
    check(!text.includes("desk-key"), `${path}: nothing of the same user's other key`);
    if (path === "/logs") check((await page.locator("tbody a.cover").count()) === 1, "its own request");
  });
  const rows = await fetch(`${hub.url}/api/v1/usage-logs`, { headers: { authorization: `Bearer ${tool.secret}` } });
  check((await rows.json()).items.length === 1, "nor does the management API say more");
  const foreign = await fetch(`${hub.url}/api/v1/usage-logs?key=${desk.key.id}`, { headers: { authorization: `Bearer ${tool.secret}` } });
  check((await foreign.json()).items.length === 0, "even when asked");
}

export const tests = [a_user_sees_what_is_theirs, a_read_only_key_sees_its_own_requests];
