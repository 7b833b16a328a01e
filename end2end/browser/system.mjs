// What holds for the whole hub: a setting is changed, kept, and taken back.

import { createServer } from "node:http";
import { check, open, signIn, withPage } from "./page.mjs";

async function a_setting_is_changed_kept_and_reset({ browser, hub }) {
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await page.getByRole("link", { name: "Settings", exact: true }).first().click();
    await page.waitForURL((url) => url.pathname === "/settings");
    const days = page.locator("[name=log_days]");
    const kept = page.locator(".kept").filter({ has: days });
    await kept.getByText("Default: for ever").waitFor();

    await days.fill("a month");
    await days.press("Control+Enter");
    await page.getByText("A whole number of days from 1 to 36,500, or nothing.").waitFor();
    await days.fill("45");
    await kept.getByText("Changed, not saved yet").waitFor();

    // Leaving asks first.
    await page.getByRole("link", { name: "Providers", exact: true }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    check(new URL(page.url()).pathname === "/settings" && (await days.inputValue()) === "45", "nothing typed is lost");

    await page.getByRole("switch", { name: /Thinking budget too small/ }).uncheck();
    await days.press("Control+Enter");
    await page.getByText("The settings are saved").waitFor();
    await kept.getByText("Set here").waitFor();

    await open(page, `${hub.url}/settings`);
    check((await days.inputValue()) === "45", "it is kept");
    check(!(await page.getByRole("switch", { name: /Thinking budget too small/ }).isChecked()), "the repair is off");
  });
  const changed = await hub.call("GET", "/api/v1/system/settings");
  check(changed.log_days === 45, `kept for ${changed.log_days} days`);
  check(JSON.stringify(changed.rectifiers_off) === '["thinking_budget"]', JSON.stringify(changed.rectifiers_off));

  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/settings`);
    await page.getByRole("button", { name: "Reset to: for ever" }).click();
    await page.getByRole("button", { name: "Reset to: all on" }).click();
    check(await page.getByRole("switch", { name: /Thinking budget too small/ }).isChecked(), "the repair is on again");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("The settings are saved").waitFor();
    check((await page.getByRole("button", { name: /^Reset to/ }).count()) === 0, "nothing is set any more");
  });
  const { log_days, rectifiers_off } = await hub.call("GET", "/api/v1/system/settings");
  check(log_days === null && rectifiers_off.length === 0, "both are as before");
}

async function only_admins_see_the_settings({ browser, hub }) {
  const user = await hub.call("POST", "/api/v1/users", { name: `reader ${Date.now()}` });
  const { secret } = await hub.call("POST", `/api/v1/users/${user.id}/keys`, { name: "laptop", can_login: true });
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub, secret);
    check((await page.getByRole("link", { name: "Settings", exact: true }).count()) === 0, "no way there");
    await open(page, `${hub.url}/settings`);
    check((await page.locator("[name=log_days]").count()) === 0, "no form");
  });
}

async function who_changed_what_is_found_field_by_field({ browser, hub }) {
  await hub.call("PATCH", "/api/v1/system/settings", { log_days: 77 });
  await hub.call("PATCH", "/api/v1/system/settings", { reset: ["log_days"] });
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await page.getByRole("link", { name: "Audit log" }).first().click();
    await page.waitForURL((url) => url.pathname === "/audit");
    await page.getByRole("link", { name: "Settings", exact: true }).last().click();
    await page.waitForURL((url) => url.searchParams.get("kind") === "settings");
    await page.getByRole("link", { name: "Settings · changed" }).first().click();
    const drawer = page.getByRole("dialog", { name: "Audit log line" });
    const row = drawer.getByRole("row").filter({ hasText: "log_days" });
    check((await row.innerText()).replace(/\s+/g, " ") === "log_days 77 –", await row.innerText());
    await open(page, page.url());
    await drawer.getByText("log_days").waitFor();
    await drawer.getByRole("link", { name: "Everything by this operator" }).click();
    await page.locator(".chip").filter({ hasText: "admin" }).waitFor();
    await page.locator(".chip a").first().click();
    await page.waitForURL((url) => url.search === "");
    await page.goBack();
    await page.locator(".chip").filter({ hasText: "admin" }).waitFor();
  });
}

async function a_group_gets_a_multiplier({ browser, hub }) {
  await hub.call("POST", "/api/v1/users", { name: `Nadia ${Date.now()}`, groups: ["eu"] }).then(({ id }) =>
    hub.call("POST", `/api/v1/users/${id}/keys`, { name: "desk" }),
  );
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/groups`);
    const line = page.getByRole("row").filter({ has: page.getByRole("link", { name: "eu", exact: true }) });
    await line.getByText("No provider").waitFor();
    await line.getByRole("link", { name: "eu", exact: true }).click();
    const multiplier = page.locator("[name=multiplier]");
    await multiplier.fill("a lot");
    await multiplier.press("Control+Enter");
    await page.getByText("This must be a number from 0 to 1000.").waitFor();
    await multiplier.fill("1.25");
    await multiplier.press("Control+Enter");
    await page.getByText("eu is saved").waitFor();
    await line.getByText("×1.25").waitFor();
    await open(page, `${hub.url}/groups?edit=eu`);
    check((await multiplier.inputValue()) === "1.25", "it is kept");
    // It stays for the pictures; another one goes.
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Add a group" }).click();
    await page.locator("[name=name]").fill("short-lived");
    await page.locator("[name=name]").press("Control+Enter");
    await page.getByRole("link", { name: "short-lived" }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog", { name: "Delete the group short-lived?" }).getByRole("button", { name: "Delete" }).click();
    await page.getByText("short-lived is deleted").waitFor();
    check((await page.getByRole("link", { name: "short-lived" }).count()) === 0, "it is gone");
  });
}

async function a_job_is_run_now({ browser, hub }) {
  const expiry = async () => (await hub.call("GET", "/api/v1/jobs")).find(({ job }) => job === "expiry");
  const before = await expiry();
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await page.getByRole("link", { name: "Upkeep", exact: true }).first().click();
    await page.waitForURL((url) => url.pathname === "/upkeep");
    await page.getByRole("button", { name: "Run now: Expired things are removed" }).waitFor();
    check((await page.getByRole("button", { name: /^Run now: / }).count()) === 7, "every job");
    await page.getByRole("button", { name: "Run now: Expired things are removed" }).click();
    await page.getByText("It begins within a second or two.").waitFor();
    await page.getByRole("heading", { name: "Doctor" }).waitFor();
  });
  const until = Date.now() + 15_000;
  let after = await expiry();
  while (!(after.ended_at > (before.ended_at ?? 0)) && Date.now() < until) after = await expiry();
  check(after.ended_at > (before.ended_at ?? 0) && after.error === null, JSON.stringify({ before, after }));
}

async function a_backup_is_taken_and_tried({ browser, hub }) {
  await withPage(browser, { acceptDownloads: true, expected: /status of 400/ }, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/upkeep`);
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download a backup" }).click();
    const file = await coming;
    check(/^cch-\d{4}-\d\d-\d\d\.backup$/.test(file.suggestedFilename()), file.suggestedFilename());
    const path = await file.path();

    await page.getByRole("button", { name: "Check a backup" }).click();
    const dialog = page.getByRole("dialog", { name: "Check a backup" });
    await dialog.locator("input[type=file]").setInputFiles(path);
    await dialog.getByRole("button", { name: "Restore it for a try" }).click();
    await dialog.getByText("It can be restored").waitFor();
    await dialog.getByText(/\d rows; the ledger has \d/).waitFor();

    await dialog.locator("input[type=file]").setInputFiles({ name: "other.backup", mimeType: "application/zstd", buffer: Buffer.from("no backup") });
    await dialog.getByRole("button", { name: "Restore it for a try" }).click();
    await dialog.getByText("This is no backup of this hub, or its beginning is damaged.").waitFor();
  });
}

async function a_target_of_alerts_is_added_and_tried({ browser, hub }) {
  const heard = [];
  const receiver = createServer(async (request, answer) => {
    let body = "";
    for await (const piece of request) body += piece;
    heard.push(JSON.parse(body));
    answer.end("ok");
  });
  await new Promise((ready) => receiver.listen(0, "127.0.0.1", ready));
  await withPage(browser, { expected: /status of 400/ }, async (page) => {
    await signIn(page, hub);
    await page.getByRole("link", { name: "Alerts", exact: true }).first().click();
    await page.getByText("Nobody is told anything yet").waitFor();
    await page.getByRole("link", { name: "Add a target" }).click();
    await page.getByText("Webhook", { exact: true }).click();
    await page.locator("[name=name]").fill("on call");
    await page.locator("[name=url]").fill("not an address");
    await page.locator("[name=template]").fill('{"said": "{{title}}"}');
    await page.locator("[name=name]").press("Control+Enter");
    await page.locator("#e-url").filter({ hasText: /./ }).waitFor();
    await page.locator("[name=url]").fill(`http://127.0.0.1:${receiver.address().port}/hook`);
    await page.locator("[name=name]").press("Control+Enter");
    await page.getByText("on call is saved").waitFor();
    await page.getByRole("link", { name: "on call" }).click();
    await page.getByRole("button", { name: "Send a test" }).click();
    await page.getByText("The test arrived").waitFor();
    check(heard.length === 1 && heard[0].said === "This is a test of Claude Code Hub", JSON.stringify(heard));
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog", { name: "Delete the target on call?" }).getByRole("button", { name: "Delete" }).click();
    await page.getByText("on call is deleted").waitFor();
    await page.getByText("Nobody is told anything yet").waitFor();
  });
  receiver.close();
}

export const tests = [
  a_target_of_alerts_is_added_and_tried,
  a_job_is_run_now,
  a_backup_is_taken_and_tried,
  a_setting_is_changed_kept_and_reset,
  only_admins_see_the_settings,
  who_changed_what_is_found_field_by_field,
  a_group_gets_a_multiplier,
];
