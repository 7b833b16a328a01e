// The API's description in its two viewers, where the browser reaches nothing but the hub: read, and tried by the console's
// session.

import { ADMIN_TOKEN } from "./hub.mjs";
import { check, withPage } from "./page.mjs";

// Several megabytes of somebody else's script.
const PATIENCE = { timeout: 60_000 };
const SCALAR_SAYS = /^@scalar\/api-reference@/;

/** Visits as an admin who is signed in. What the page asks other hosts for is refused, and there must be none of it. */
async function offline({ browser, hub }, expected, visit) {
  const account = { name: `Reference ${Date.now()}`, url: hub.vendor.url, credential: "sk-ant-reference", enabled: false };
  const { id } = await hub.call("POST", "/api/v1/providers", account);
  // The viewers draw the beginning of a long answer only.
  const [{ name }] = await hub.call("GET", "/api/v1/providers");
  await withPage(browser, { expected }, async (page) => {
    const elsewhere = [];
    const away = (url) => url.protocol.startsWith("http") && url.origin !== hub.url;
    await page.context().route(away, (route) => {
      elsewhere.push(route.request().url());
      return route.abort();
    });
    await page.context().request.post(`${hub.url}/api/auth/login`, { data: { key: ADMIN_TOKEN } });
    await visit(page, name);
    check(elsewhere.length === 0, `the page asked other hosts: ${elsewhere}`);
  });
  await hub.call("DELETE", `/api/v1/providers/${id}`);
}

async function the_api_reference_works_offline_and_asks_as_whoever_is_signed_in(stage) {
  await offline(stage, SCALAR_SAYS, async (page, name) => {
    await page.goto(`${stage.hub.url}/api/v1/scalar#tag/providers/GET/api/v1/providers`);
    await page.getByRole("button", { name: /^Test Request ?\(get \/api\/v1\/providers\)$/ }).click(PATIENCE);
    const client = page.getByRole("dialog");
    await client.getByRole("button", { name: /^Send get request/ }).click();
    await client.getByText("200 OK").first().waitFor();
    await client.getByText(name).first().waitFor();
  });
}

async function the_api_reference_has_a_guide(stage) {
  await offline(stage, SCALAR_SAYS, async (page) => {
    await page.goto(`${stage.hub.url}/api/v1/scalar`);
    await page.getByRole("heading", { name: "Getting started" }).waitFor(PATIENCE);
    await page.getByRole("button", { name: "Open Group - Introduction" }).click();
    const sidebar = page.getByRole("complementary");
    for (const chapter of ["Signing in", "Paging", "Changing safely", "Many providers at once", "Errors"]) {
      await sidebar.getByRole("link", { name: chapter, exact: true }).waitFor();
    }
  });
}

async function swagger_ui_works_offline_and_asks_as_whoever_is_signed_in(stage) {
  await offline(stage, undefined, async (page, name) => {
    await page.goto(`${stage.hub.url}/api/v1/docs/`);
    const operation = page.locator("#operations-providers-providers_list");
    await operation.getByRole("button").first().click(PATIENCE);
    await operation.getByRole("button", { name: "Try it out" }).click();
    await operation.getByRole("button", { name: "Execute" }).click();
    const answer = operation.locator(".live-responses-table");
    await answer.getByText("200", { exact: true }).waitFor();
    await answer.getByText(name).first().waitFor();
  });
}

export const tests = [
  the_api_reference_works_offline_and_asks_as_whoever_is_signed_in,
  the_api_reference_has_a_guide,
  swagger_ui_works_offline_and_asks_as_whoever_is_signed_in,
];
