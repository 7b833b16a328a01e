// Figures that are the ledger's, wherever they stand.

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

async function the_leaderboard_is_the_ledger({ browser, hub }) {
  const provider = { name: "till", url: hub.vendor.url, credential: "sk-till", groups: ["till"] };
  await hub.call("POST", "/api/v1/providers", provider);
  const user = await hub.call("POST", "/api/v1/users", { name: "Penny", groups: ["till"] });
  const { secret } = await hub.call("POST", `/api/v1/users/${user.id}/keys`, { name: "purse" });
  for (let turn = 0; turn < 3; turn += 1) check((await hub.ask(secret, { usage: USAGE })).status === 200, "it is served");
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
    check(place.figures.cost === Math.round(stored.cost * 1e9), "to the nano-dollar");
    await page.getByRole("link", { name: /Penny/ }).first().click();
    await page.getByRole("dialog").getByText("claude-sonnet-5").first().waitFor();
  });
}

export const tests = [the_leaderboard_is_the_ledger];
