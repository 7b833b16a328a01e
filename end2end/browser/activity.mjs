// What goes on and what went on: a session's story, the wall, and the overview's cards.

import { randomUUID } from "node:crypto";
import { SESSION, ask, drill, stored } from "./drill.mjs";
import { check, open, signIn, withPage } from "./page.mjs";

const dollars = (nanos) => `$${(nanos / 1e9).toFixed(nanos < 1e9 ? 4 : 2)}`;

async function a_session_is_told_turn_by_turn({ browser, hub }) {
  const { broken, secret } = await drill(hub);
  await hub.call("POST", `/api/v1/providers/${broken.id}/circuit:reset`);
  const session = randomUUID();
  const entries = [];
  for (let turn = 0; turn < 3; turn += 1) entries.push(await stored(hub, await ask(hub, secret, session)));
  const [first] = entries;
  const served = first.attempts.at(-1).provider.name;
  check(first.attempts.length > 1 && served !== "broken", "the first turn failed over");
  const key = first.caller.key_id;
  const sums = await hub.call("GET", `/api/v1/usage-logs/stats?key=${key}&session=${session}`);
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/sessions`);
    await page.getByRole("link", { name: /Drill/ }).and(page.locator(`[href*="${session}"]`)).click();
    await page.waitForURL((url) => url.searchParams.get("id") === session && url.searchParams.get("key") === String(key));
    const drawer = page.getByRole("dialog", { name: "Session" });
    const turns = drawer.locator(".story > li");
    await turns.nth(2).waitFor();
    const links = await turns.locator("a.link").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    check(links.join() === entries.map((entry) => `/logs?id=${entry.id}`).join(), `in order: ${links}`);
    await turns.first().getByText(`From broken to ${served}: overloaded`).waitFor();
    check((await drawer.getByText("From broken").count()) === 1, "later turns stayed");

    const figure = (name) => drawer.locator(".metric").filter({ hasText: name }).locator("b").textContent();
    check((await figure("Turns")) === String(sums.requests), `turns: ${await figure("Turns")} of ${sums.requests}`);
    check((await figure("Cost")) === dollars(sums.cost), `cost: ${await figure("Cost")} of ${sums.cost}`);
    await turns.last().getByText(`Σ ${dollars(sums.cost)}`).waitFor();

    // A turn that comes while one reads is added.
    await ask(hub, secret, session);
    await turns.nth(3).waitFor();
    await drawer.locator(".metric").filter({ hasText: "Turns" }).getByText("4", { exact: true }).waitFor();

    // To the log and back.
    await turns.first().locator("a.link").click();
    await page.waitForURL((url) => url.pathname === "/logs" && url.searchParams.get("id") === first.id);
    await page.getByRole("dialog").getByRole("link", { name: session }).click();
    await page.waitForURL((url) => url.pathname === "/sessions" && url.searchParams.get("id") === session);
    await turns.nth(3).waitFor();
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => url.pathname === "/sessions" && url.search === "");
  });
}

async function the_wall_shows_a_request_while_it_runs_and_after({ browser, hub }) {
  const { secret } = await drill(hub);
  await withPage(browser, { viewport: { width: 1440, height: 900 } }, async (page) => {
    await signIn(page, hub);
    await open(page, hub.url);
    await page.getByRole("link", { name: "Wall" }).click();
    await page.waitForURL((url) => url.pathname === "/wall");
    const tile = (name) => page.locator(".metric").filter({ hasText: name });
    const running = page.locator(".flow > li").filter({ hasText: "Drill" }).filter({ hasText: "running" });
    await page.locator(".flow").waitFor();
    const gate = `wall-${Date.now()}`;
    const answer = hub.ask(secret, { hold: gate });
    await running.first().waitFor();
    await tile("Running now").getByText(/^[1-9]/).waitFor();
    await fetch(`${hub.vendor.url}/_mock/release/${gate}`, { method: "POST" });
    check((await answer).status === 200, "it is answered");
    await running.first().waitFor({ state: "detached" });
    await page.locator(".flow > li").first().getByText("200").waitFor();
    const high = await page.evaluate(() => {
      const wall = document.querySelector(".wall");
      return wall.scrollHeight - wall.clientHeight;
    });
    check(high <= 0, `it fits the screen: ${high} px too high`);
    check(!(await page.locator(".rail").isVisible()), "nothing stands around it");
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => url.pathname === "/");
  });
}

async function the_overview_leads_on({ browser, hub }) {
  const { secret } = await drill(hub);
  await ask(hub, secret, SESSION);
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/?by=key&top=model`);
    const card = (title) => page.locator(".card").filter({ has: page.getByRole("heading", { name: title }) });
    await card("Cost per hour").getByText("Drill · pager").first().waitFor();
    await card("Leaderboard").getByText("claude-sonnet-5").first().waitFor();
    await card("Leaderboard").getByRole("link", { name: "Providers" }).click();
    await page.waitForURL((url) => url.searchParams.get("top") === "provider");
    await card("Leaderboard").getByText("spare-a").waitFor();
    const whole = card("Leaderboard").getByRole("link", { name: "Whole leaderboard" });
    check((await whole.getAttribute("href")) === "/leaderboard?scope=provider&span=day", "the same, whole");
    await page.getByText("yesterday by now").first().waitFor();
    await card("Live sessions").getByRole("link", { name: /Drill/ }).first().click();
    await page.getByRole("dialog", { name: "Session" }).locator(".story > li").first().waitFor();
  });
}

async function a_user_sees_what_ends_first({ browser, hub }) {
  const { name } = await hub.call("POST", "/api/v1/providers", {
    name: `of strip ${Date.now()}`, url: hub.vendor.url, credential: "sk-strip", groups: ["strip"],
  });
  const limits = { usd_day: 1e12, rpm: 4 };
  const user = await hub.call("POST", "/api/v1/users", { name: `user ${name}`, groups: ["strip"], limits });
  const made = { name: "laptop", can_login: true };
  const { secret } = await hub.call("POST", `/api/v1/users/${user.id}/keys`, made);
  for (let turn = 0; turn < 3; turn += 1) check((await hub.ask(secret)).status === 200, "it is served");
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub, secret);
    await open(page, hub.url);
    const bars = page.locator(".quota");
    await bars.nth(1).waitFor();
    check(/3 .*4/.test(await bars.first().textContent()), `requests a minute end first: ${await bars.allTextContents()}`);
    check((await page.getByRole("link", { name: "Wall" }).count()) === 0, "the wall is for admins");
  });
}

export const tests = [
  a_session_is_told_turn_by_turn,
  the_wall_shows_a_request_while_it_runs_and_after,
  the_overview_leads_on,
  a_user_sees_what_ends_first,
];
