// From an empty hub to the story of the first request, as an admin goes it.

import { check, open, signIn, withPage } from "./page.mjs";

const usage = { input: 2104, output: 912, cache_read: 18870, cache_write_5m: 3226, cache_write_1h: 0, reasoning: 0 };

async function from_an_empty_hub_to_the_first_request({ browser, hub }) {
  const permissions = ["clipboard-read", "clipboard-write"];
  await withPage(browser, { permissions }, async (page) => {
    await signIn(page, hub);

    // The checklist leads to the provider form.
    await page.getByText("Three steps to the first request").waitFor();
    await page.getByRole("link", { name: "Add provider" }).click();
    await page.waitForURL((url) => url.pathname === "/providers");
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("anthropic");
    await page.getByRole("textbox", { name: "URL" }).fill(`${hub.vendor.url}/v1/`);
    await page.getByText(`${hub.vendor.url}/v1/messages`).first().waitFor();
    await page.locator("input[name=credential]").fill("sk-ant-api03-canary-0123456789");
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await page.getByText("Hello from mockvendor").first().waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("cell", { name: /anthropic/ }).first().waitFor();
    check(!(await page.content()).includes("canary"), "the credential is not in the page");

    // A user, then a key, which is shown once and copied.
    await page.getByRole("link", { name: "Users & keys" }).first().click();
    await page.getByRole("link", { name: "Add a user" }).or(page.getByRole("button", { name: "Add a user" })).first().click();
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Lin Wei");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator("dialog:modal").waitFor();
    const dialog = page.getByRole("dialog").filter({ hasText: "New key for Lin Wei" });
    await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("laptop");
    await dialog.getByRole("button", { name: "Create" }).click();
    const made = page.getByRole("dialog").filter({ hasText: "It is shown only this once" });
    await made.getByRole("button", { name: /copy/i }).click();
    const key = await page.evaluate(() => navigator.clipboard.readText());
    check(/^sk-[0-9a-f]{32}$/.test(key), `what was copied is a key: ${key.slice(0, 3)}…`);

    // Connect has it filled in and waits.
    await page.getByRole("link", { name: "Connect with this key" }).click();
    await page.waitForURL((url) => url.pathname === "/connect");
    await page.getByText(key).first().waitFor();
    await page.getByText("Waiting for your first request").waitFor();

    // The first request appears without a reload: here, and in the log.
    const answer = await hub.ask(key, { usage }, { stream: true });
    check(answer.status === 200, `the vendor's answer came through: ${answer.status}`);
    await answer.text();
    await page.getByText("Waiting for your first request").waitFor({ state: "detached" });
    await page.getByText("claude-sonnet-5").first().waitFor();
    await page.getByRole("link", { name: "Logs" }).first().click();
    await page.waitForURL((url) => url.pathname === "/logs");
    await page.getByRole("row").filter({ hasText: "claude-sonnet-5" }).waitFor();
    await (await hub.ask(key, { text: "the second one" }, { model: "claude-opus-5-5" })).text();
    const row = page.getByRole("row").filter({ hasText: "claude-opus-5-5" });
    await row.waitFor();

    // The drawer tells the story of the first one: the attempt, the tokens, the cost. Its address can be shared.
    await page.getByRole("row").filter({ hasText: "claude-sonnet-5" }).getByRole("link").first().click();
    const drawer = page.getByRole("complementary").or(page.getByRole("dialog")).filter({ hasText: "What happened" });
    await drawer.getByText("anthropic").first().waitFor();
    for (const text of ["/v1/messages", "2,104", "3,226", "18,870", "912", "Total", "Lin Wei"]) {
      await drawer.getByText(text).first().waitFor();
    }
    const { items } = await hub.call("GET", "/api/v1/usage-logs?model=sonnet");
    const entry = await hub.call("GET", `/api/v1/usage-logs/${items[0].id}`);
    const dollars = (entry.cost.total / 1e9).toFixed(4);
    await drawer.getByText(`$${dollars}`).first().waitFor();
    check(new URL(page.url()).searchParams.get("id") === items[0].id, "the drawer is in the address");
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });

    // The overview counts both.
    await page.getByRole("link", { name: "Overview" }).first().click();
    await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
    await page.locator("canvas").first().waitFor();
  });
}

async function a_disabled_key_is_refused_at_once({ browser, hub }) {
  const [{ user }] = await hub.call("GET", "/api/v1/users");
  const { secret } = await hub.call("POST", `/api/v1/users/${user.id}/keys`, { name: "spare" });
  check((await hub.ask(secret)).status === 200, "the key works");
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/users`);
    const saved = page.waitForResponse((answer) => answer.url().includes("/api/console/update_key"));
    await page.getByRole("switch", { name: "spare enabled" }).click();
    check((await saved).ok(), "the change was saved");
    const refused = await hub.ask(secret);
    check(refused.status === 401, `status ${refused.status}`);
    check((await refused.json()).error.code === "key_disabled", "it says why");
  });
}

async function a_request_that_is_not_there_is_said_so({ browser, hub }) {
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/logs?id=gone`);
    await page.getByText("There is no such request").waitFor();
  });
}

export const tests = [
  from_an_empty_hub_to_the_first_request,
  a_disabled_key_is_refused_at_once,
  a_request_that_is_not_there_is_said_so,
];
