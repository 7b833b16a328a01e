// Limits from the form to the refusal, as admins and users see them; and figures that are the ledger's.

import { ADMIN_TOKEN } from "./hub.mjs";
import { check, open, signIn, withPage } from "./page.mjs";

const USAGE = { input: 1000, output: 1000, cache_read: 0, cache_write_5m: 0, cache_write_1h: 0, reasoning: 0 };
const dollars = (nanos) => `$${(nanos / 1e9).toFixed(nanos < 1e9 ? 4 : 2)}`;

/** The ledger of a user, as it is exported. */
async function ledger(hub, user) {
  const answer = await fetch(`${hub.url}/api/v1/ledger/export`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } });
  check(answer.ok, `the ledger is exported: ${answer.status}`);
  const [head, ...lines] = (await answer.text()).trim().split("\r\n").map((line) => line.split(","));
  const column = (name) => head.indexOf(name);
  const rows = lines.filter((line) => line[column("user_id")] === String(user));
  const sum = (name) => rows.reduce((sum, line) => sum + Number(line[column(name)]), 0);
  return { requests: rows.filter((line) => !line[column("request_id")].includes("#")).length, cost: sum("cost_usd") };
}

async function a_budget_from_its_form_to_its_refusal({ browser, hub }) {
  const provider = { name: "till", url: hub.vendor.url, credential: "sk-till", groups: ["money"] };
  await hub.call("POST", "/api/v1/providers", provider);
  const user = await hub.call("POST", "/api/v1/users", { name: "Penny", groups: ["money"] });
  const key = { name: "purse", can_login: true };
  const { secret } = await hub.call("POST", `/api/v1/users/${user.id}/keys`, key);
  const ask = async () => {
    const answer = await hub.ask(secret, { usage: USAGE }, { max_tokens: 1 });
    return { status: answer.status, body: await answer.json() };
  };
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/users?edit=${user.id}`);
    const form = page.getByRole("dialog");
    await form.getByText("Budgets, requests, tokens, sessions").click();
    await form.locator("[name=usd_day]").fill("0.02");
    await form.getByRole("button", { name: "Save" }).click();
    await form.waitFor({ state: "detached" });

    // 12 tenths of a cent each: the second one crosses the limit, the third is refused.
    const first = await ask();
    check(first.status === 200, `within the budget: ${first.status}`);
    await open(page, `${hub.url}/quotas?q=Penny`);
    const bar = page.getByRole("meter", { name: "Day" });
    await bar.waitFor();
    check((await bar.getAttribute("aria-valuenow")) === "60", `60 %: ${await bar.getAttribute("aria-valuenow")}`);
    check((await ask()).status === 200, "the request that crosses the limit is served");
    const refused = await ask();
    check(refused.status === 402 && refused.body.error.limit_type === "usd_day", JSON.stringify(refused));
    await page.getByRole("meter", { name: "Day" }).and(page.locator("[aria-valuenow='100']")).waitFor();
    await page.getByText("100 % of the limit was reached").first().waitFor();

    await open(page, `${hub.url}/logs?user=${user.id}&status=not_ok`);
    await page.getByRole("row").filter({ hasText: "purse" }).getByText("402").first().waitFor();
  });

  await withPage(browser, {}, async (page) => {
    await signIn(page, hub, secret);
    await open(page, `${hub.url}/quotas`);
    await page.getByRole("heading", { name: "My quota", level: 1 }).waitFor();
    await page.getByRole("meter", { name: "Day" }).and(page.locator("[aria-valuenow='100']")).waitFor();
    await page.getByText("100 % of the limit was reached").first().waitFor();
    await open(page, `${hub.url}/logs?status=not_ok`);
    await page.getByRole("row").filter({ hasText: "purse" }).getByText("402").first().waitFor();
  });

  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/quotas?q=Penny`);
    await page.getByRole("button", { name: "Reset" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Reset" }).click();
    await page.getByText("Penny begins anew").waitFor();
    check((await ask()).status === 200, "what was used no longer counts");
    const stored = await ledger(hub, user.id);
    check(stored.requests === 3, `nothing of the history is lost: ${stored.requests}`);
  });
}

async function the_leaderboard_is_the_ledger({ browser, hub }) {
  const users = await hub.call("GET", "/api/v1/users");
  const { user } = users.find(({ user }) => user.name === "Penny");
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    let stored = await ledger(hub, user.id);
    for (let turn = 0; stored.requests < 3 && turn < 50; turn += 1) {
      await page.waitForTimeout(100);
      stored = await ledger(hub, user.id);
    }
    for (const span of ["day", "all"]) {
      await open(page, `${hub.url}/leaderboard?span=${span}`);
      const line = page.getByRole("row").filter({ hasText: "Penny" });
      await line.getByText(dollars(stored.cost * 1e9)).first().waitFor();
      await line.getByText(String(stored.requests), { exact: true }).first().waitFor();
    }
    const board = await hub.call("GET", "/api/v1/leaderboard?scope=user&span=all");
    const place = board.places.find((place) => place.name === "Penny");
    check(place.figures.totals.cost === Math.round(stored.cost * 1e9), "to the nano-dollar");
    await page.getByRole("link", { name: /Penny/ }).first().click();
    await page.getByRole("dialog").getByText("claude-sonnet-5").first().waitFor();
  });
}

export const tests = [a_budget_from_its_form_to_its_refusal, the_leaderboard_is_the_ledger];
