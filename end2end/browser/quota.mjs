// A budget that is set in the console, used up, and seen on both sides of the desk.

import { check, open, signIn, withPage } from "./page.mjs";

const DEAR = { usage: { input: 900, output: 900 } };

async function furnish(hub) {
  const name = `frugal ${Date.now()}`;
  const { id: provider } = await hub.call("POST", "/api/v1/providers", {
    name: `of ${name}`, url: hub.vendor.url, credential: "sk-frugal", groups: ["frugal"],
  });
  const user = await hub.call("POST", "/api/v1/users", { name, groups: ["frugal"] });
  const { secret, key } = await hub.call("POST", `/api/v1/users/${user.id}/keys`, { name: "laptop", can_login: true });
  return { name, user, secret, key, provider };
}

async function a_budget_is_set_used_up_and_reset({ browser, hub }) {
  const { name, user, secret, key, provider } = await furnish(hub);
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/users?edit=${user.id}`);
    await page.locator("summary").filter({ hasText: /^\s*Limits/ }).click();
    await page.locator("[name=usd_day]").fill("a lot");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("An amount in dollars").waitFor();
    await page.locator("[name=usd_day]").fill("0.01");
    await page.getByRole("button", { name: "Add a limit by model" }).click();
    await page.getByRole("textbox", { name: "Model", exact: true }).fill("claude-opus-*");
    await page.getByRole("textbox", { name: "Limit", exact: true }).fill("2.5");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText(`${name} is saved`).waitFor();

    await open(page, `${hub.url}/users?key=${key.id}`);
    await page.locator("summary").filter({ hasText: /^\s*Limits/ }).click();
    await page.getByText("The user’s limits hold for all keys together").waitFor();
    check((await page.locator("[name=usd_day]").getAttribute("placeholder")).startsWith("User: $0.01"), "what is inherited");
  });
  const { limits } = await hub.call("GET", `/api/v1/users/${user.id}`);
  check(limits.usd_day === 1e7, `the day's budget is ${limits.usd_day}`);
  check(JSON.stringify(limits.models) === '[{"models":"claude-opus-*","usd_day":2500000000}]', JSON.stringify(limits.models));

  let status = 200;
  for (let turn = 0; turn < 20 && status === 200; turn += 1) status = (await hub.ask(secret, DEAR)).status;
  check(status === 402, `the budget holds: ${status}`);

  await withPage(browser, {}, async (page) => {
    await signIn(page, hub, secret);
    await page.getByRole("link", { name: "My quota" }).first().click();
    await page.waitForURL((url) => url.pathname === "/quotas");
    await page.getByRole("heading", { name, exact: true }).waitFor();
    await page.getByText("100 % of the limit was reached: Day").waitFor();
    const shown = await page.locator(".quota").filter({ hasText: "Day" }).first().locator(".num").first().textContent();
    const { used } = (await hub.call("GET", `/api/v1/users/${user.id}/quota`)).quotas[0];
    check(used >= 1e7 && shown.startsWith(`$${(used / 1e9).toFixed(4)}`), `${used} is shown as ${shown}`);
    await page.locator(".track > .bad").first().waitFor();
    check((await page.getByRole("button", { name: "Reset" }).count()) === 0, "only admins reset");
    await open(page, `${hub.url}/logs`);
    await page.getByText("402").first().waitFor();
  });

  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/quotas?q=${encodeURIComponent(name)}`);
    const card = page.locator(".card").filter({ has: page.getByRole("heading", { name, exact: true }) });
    await card.locator(".track > .bad").first().waitFor();
    await card.getByRole("button", { name: "Reset" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Reset" }).click();
    await page.getByText(`${name} begins anew`).waitFor();
    await card.locator(".track > .bad").first().waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Keys", exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get("kind") === "key");
  });
  check((await hub.ask(secret)).status === 200, "it begins anew");
  await hub.call("DELETE", `/api/v1/providers/${provider}`);
}

export const tests = [a_budget_is_set_used_up_and_reset];
