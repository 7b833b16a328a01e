// Providers as a list: changed in place, many at once, copied; and how they did.

import { drill } from "./drill.mjs";
import { awake, check, open, signIn, withPage } from "./page.mjs";

const names = ["fleet-a", "fleet-b"];

async function fleet(hub) {
  const made = [];
  for (const name of names) {
    made.push(
      await hub.call("POST", "/api/v1/providers", {
        name, url: hub.vendor.url, credential: `sk-of-${name}`, groups: ["fleet"], weight: 2,
      }),
    );
  }
  return made;
}

const all = async (hub) => (await hub.call("GET", "/api/v1/providers")).filter(({ groups }) => groups.includes("fleet"));

async function until(what, done) {
  for (let tries = 0; !(await done()); tries += 1) {
    check(tries < 50, `${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function a_figure_is_changed_where_it_stands(page, hub, [first]) {
  await page.getByRole("button", { name: "Weight of fleet-a: 2" }).click();
  const field = page.getByRole("textbox", { name: "Weight of fleet-a" });
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Weight of fleet-a");
  await field.fill("101");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("A whole number from 0 to 100.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Weight of fleet-a: 2" }).click();
  await field.fill("40");
  await page.keyboard.press("Enter");
  const button = page.getByRole("button", { name: "Weight of fleet-a: 40" });
  await button.waitFor();
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Weight of fleet-a: 40");
  await page.reload();
  await awake(page);
  await button.waitFor();
  check((await hub.call("GET", `/api/v1/providers/${first.id}`)).weight === 40, "the hub has it");
}

async function many_are_changed_and_changed_back(page, hub) {
  const before = await all(hub);
  const dialog = page.getByRole("dialog", { name: "Change providers: 2" });
  await page.getByRole("checkbox", { name: "Choose all shown" }).check();
  await page.getByRole("button", { name: "Change…" }).click();
  await page.locator("dialog:modal").waitFor();
  await dialog.locator("[name=priority]").fill("9");
  await dialog.locator("[name=weight]").fill("2");
  await dialog.getByRole("button", { name: "Preview" }).click();
  const rows = dialog.getByRole("listitem");
  await rows.first().waitFor();
  const told = (await rows.allTextContents()).map((text) => text.replace(/\s+/g, " "));
  check(/fleet-a.*Priority 0 → 9.*Weight 40 → 2/.test(told[0]), told[0]);
  check(/fleet-b.*Priority 0 → 9/.test(told[1]) && !told[1].includes("Weight"), told[1]);
  check((await all(hub)).every(({ priority }) => priority === 0), "a preview changes nothing");
  await dialog.getByRole("button", { name: "Apply" }).click();
  await page.getByText("Providers changed: 2").waitFor();
  await page.getByRole("button", { name: "Priority of fleet-b: 9" }).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Everything is as it was").waitFor();
  await page.getByRole("button", { name: "Weight of fleet-a: 40" }).waitFor();
  const figures = (list) => JSON.stringify(list.map(({ id, priority, weight }) => [id, priority, weight]));
  check(figures(await all(hub)) === figures(before), "the hub has it, too");
}

async function deleted_ones_come_back(page, hub) {
  const before = await all(hub);
  await page.getByRole("checkbox", { name: "Choose fleet-a" }).check();
  await page.getByRole("checkbox", { name: "Choose fleet-b" }).check();
  await page.getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete providers: 2" });
  await dialog.getByText("will be deleted").first().waitFor();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await page.getByText("No provider fits these filters").waitFor();
  check((await all(hub)).length === 0, "they are gone");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name: "fleet-a" }).waitFor();
  check((await all(hub)).map(({ key_hint }) => key_hint).join() === before.map(({ key_hint }) => key_hint).join(), "with their credentials");
}

async function one_is_copied(page, hub) {
  await page.getByRole("link", { name: "fleet-b" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Clone" }).click();
  await page.waitForURL((url) => url.searchParams.has("copy"));
  await awake(page);
  await page.getByText("A copy of fleet-b.").waitFor();
  await page.locator("[name=name]").fill("fleet-c");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("link", { name: "fleet-c" }).waitFor();
  const [, second, copy] = await all(hub);
  check(copy.name === "fleet-c" && copy.weight === second.weight, JSON.stringify(copy));
  check(copy.key_hint === second.key_hint, "its credential was copied inside the hub");
}

async function providers_are_changed_in_the_list({ browser, hub }) {
  const made = await fleet(hub);
  try {
    await withPage(browser, {}, async (page) => {
      await signIn(page, hub);
      await open(page, `${hub.url}/providers?group=fleet&sort=name`);
      await page.getByRole("link", { name: "fleet-a" }).waitFor();
      check((await page.locator("tbody tr").count()) === made.length, "the group's alone");
      await a_figure_is_changed_where_it_stands(page, hub, made);
      await many_are_changed_and_changed_back(page, hub);
      await deleted_ones_come_back(page, hub);
      await one_is_copied(page, hub);
      // The other order, by its column's head; Back leads to the one before.
      await page.getByRole("columnheader", { name: "Name" }).getByRole("link").click();
      await page.waitForURL((url) => url.searchParams.get("sort") === "-name");
      check((await page.locator("tbody tr").first().textContent()).includes("fleet-c"), "the last comes first");
      await page.goBack();
      await page.waitForFunction(() => document.querySelector("tbody tr").textContent.includes("fleet-a"));
    });
  } finally {
    for (const { id } of await all(hub)) await hub.call("DELETE", `/api/v1/providers/${id}`);
  }
}

async function a_failing_provider_is_seen({ browser, hub }) {
  const { broken } = await drill(hub);
  await until("its attempts", async () => {
    const { tracks } = await hub.call("GET", "/api/v1/availability?reach=hour");
    return tracks.find(({ provider }) => provider.id === broken.id).total.failures > 0;
  });
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await page.getByRole("link", { name: "Availability" }).first().click();
    await page.waitForURL((url) => url.pathname === "/availability");
    const row = page.getByRole("row").filter({ hasText: "broken" });
    await row.getByText(/^\d+(\.\d+)?\s%$/).waitFor();
    const { tracks } = await hub.call("GET", "/api/v1/availability?reach=day");
    check((await page.locator("tbody tr").first().textContent()).includes(tracks[0].provider.name), "the worst comes first");
    check((await row.locator(".lane i").count()) === 24, "an hour a bar");
    await page.getByRole("navigation", { name: "Time range" }).getByRole("link", { name: "1 h" }).click();
    await page.waitForURL((url) => url.searchParams.get("reach") === "hour");
    await page.waitForFunction(() => document.querySelector("tbody .lane").children.length === 4);
    await row.getByRole("link", { name: "broken" }).click();
    const drawer = page.getByRole("dialog", { name: "broken" });
    await drawer.getByText("half or more failed").first().waitFor();
    await drawer.getByText("no data").first().waitFor();
    await drawer.getByRole("link", { name: "Its requests in the log" }).click();
    await page.waitForURL((url) => url.pathname === "/logs" && url.searchParams.get("provider") === String(broken.id));
  });
}

export const tests = [providers_are_changed_in_the_list, a_failing_provider_is_seen];
