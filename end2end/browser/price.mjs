// What models cost: a model without a price is found, gets one, and its request is billed by it.

import { check, open, signIn, withPage } from "./page.mjs";

const MODEL = "house/model-of-ours";

async function a_request_without_a_price_is_billed_when_its_model_has_one({ browser, hub }) {
  await hub.call("POST", "/api/v1/providers", { name: "priced", url: hub.vendor.url, credential: "sk-priced", groups: ["priced"] });
  const user = await hub.call("POST", "/api/v1/users", { name: "payer", groups: ["priced"] });
  const { secret } = await hub.call("POST", `/api/v1/users/${user.id}/keys`, { name: "payer" });
  await (await hub.ask(secret, { usage: { input: 1000, output: 100 } }, { model: MODEL })).text();

  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    const row = page.getByRole("row").filter({ hasText: MODEL });
    for (let tries = 0; tries < 20; tries += 1) {
      await open(page, `${hub.url}/prices?view=unpriced`);
      if (await row.count()) break;
    }
    await row.getByRole("link", { name: "Set a price" }).click();
    await page.locator("[name=input_cost_per_token]").fill("dear");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("dear is no price in dollars.").waitFor();
    await page.locator("[name=input_cost_per_token]").fill("3");
    await page.locator("[name=output_cost_per_token]").fill("15");
    await page.getByLabel("Add prices for a tier or a long context…").selectOption("_flex");
    await page.locator("[name=input_cost_per_token_flex]").fill("1.5");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Requests that are billed by it now: 1.").waitFor();
    await page.getByText("Every model that was used has a price").waitFor();

    // It is found by its name, as an own one, and can be taken back.
    await page.getByRole("link", { name: "Models", exact: true }).click();
    await page.getByRole("searchbox", { name: "Find a model" }).fill("of-ours");
    await row.waitFor();
    check((await row.innerText()).includes("Own"), "its source is told");
    await row.getByRole("link", { name: MODEL }).click();
    check((await page.locator("[name=input_cost_per_token_flex]").inputValue()) === "1.5", "the flex tier's price");
  });
  const { items } = await hub.call("GET", "/api/v1/usage-logs?model=of-ours");
  check(items[0].cost === 4_500_000 && !items[0].unpriced, `it cost ${items[0].cost}`);

  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/logs?time=all&id=${items[0].id}`);
    await page.getByText(`${MODEL} (as sent) · Own`).waitFor();
  });
}

async function an_own_price_stands_beside_the_shipped_one({ browser, hub }) {
  const entry = { input_cost_per_token: 4e-6, output_cost_per_token: 2e-5 };
  await hub.call("PUT", "/api/v1/prices", { model: "claude-opus-4-5", entry });
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/prices?view=conflicts`);
    const row = page.getByRole("row").filter({ hasText: "claude-opus-4-5" });
    check((await row.innerText()).includes("$4.00 / $20.00"), "both prices are shown");
    await row.getByRole("button", { name: "Take that one" }).click();
    await page.getByText("No conflict").waitFor();
  });
  const prices = await hub.call("GET", "/api/v1/prices/claude-opus-4-5");
  check(prices.length === 1 && prices[0].source === "seed", "the shipped price counts again");
}

export const tests = [
  a_request_without_a_price_is_billed_when_its_model_has_one,
  an_own_price_stands_beside_the_shipped_one,
];
