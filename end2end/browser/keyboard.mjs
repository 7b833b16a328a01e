// The first five minutes without a mouse, and every stop of the focus visible.

import { ADMIN_TOKEN, Hub } from "./hub.mjs";
import { awake, check, withPage } from "./page.mjs";

/** Presses Tab until the focus is there. */
async function tab(page, target, most = 80) {
  await target.waitFor();
  for (let steps = 0; steps <= most; steps += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      const seen = await target.evaluate((element) => {
        // A field shows it on the frame around it, a row's link on what it spans over the row.
        const framed = element.closest(".input") ?? element;
        const styles = [getComputedStyle(element), getComputedStyle(framed), getComputedStyle(element, "::after")];
        return styles.some(({ outlineStyle, outlineWidth, boxShadow }) => {
          return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
        });
      });
      check(seen, `the focus is seen on ${target}`);
      return;
    }
    await page.keyboard.press("Tab");
  }
  const where = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
  throw new Error(`Tab does not lead to ${target}; it ended on ${where}`);
}

async function the_first_five_minutes_by_keyboard({ browser }) {
  const hub = await Hub.start();
  try {
    await withPage(browser, { permissions: ["clipboard-read", "clipboard-write"] }, (page) => go(page, hub));
  } finally {
    await hub.stop();
  }
}

async function go(page, hub) {
  const press = (key) => page.keyboard.press(key);
  const type = (text) => page.keyboard.type(text);
  const field = (name) => page.getByRole("textbox", { name, exact: true });
  const seek = async (text) => {
    await press("Control+k");
    await page.locator("[role=combobox]:focus").waitFor();
    await type(text);
  };
  await page.goto(hub.url);
  await awake(page);
  await tab(page, page.locator("input[name=key]"));
  await type(ADMIN_TOKEN);
  await press("Enter");
  await page.waitForURL((url) => url.pathname === "/");
  await awake(page);

  await tab(page, page.getByRole("link", { name: "Add provider" }));
  await press("Enter");
  await tab(page, field("Name"));
  await type("anthropic");
  await tab(page, page.getByRole("textbox", { name: "URL" }));
  await type(hub.vendor.url);
  await tab(page, page.locator("input[name=credential]"));
  await type("sk-ant-by-keyboard");
  await tab(page, page.getByRole("button", { name: "Test", exact: true }));
  await press("Enter");
  await page.getByText("Hello from mockvendor").first().waitFor();
  await press("Control+Enter");
  await page.getByRole("cell", { name: /anthropic/ }).first().waitFor();
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await seek("users");
  await page.getByRole("listbox").getByRole("option", { name: /Users/ }).waitFor();
  await press("Enter");
  await page.waitForURL((url) => url.pathname === "/users");
  await tab(page, page.getByRole("link", { name: "Add a user" }).or(page.getByRole("button", { name: "Add a user" })).first());
  await press("Enter");
  await tab(page, field("Name"));
  await type("Lin Wei");
  await press("Control+Enter");
  const dialog = page.getByRole("dialog").filter({ hasText: "New key for Lin Wei" });
  await tab(page, dialog.getByRole("textbox", { name: "Name", exact: true }));
  await type("laptop");
  await tab(page, dialog.getByRole("button", { name: "Create" }));
  await press("Enter");
  const made = page.getByRole("dialog").filter({ hasText: "It is shown only this once" });
  await tab(page, made.getByRole("button", { name: /copy/i }));
  await press("Enter");
  const key = await page.evaluate(() => navigator.clipboard.readText());
  check(/^sk-[0-9a-f]{32}$/.test(key), "the key is copied");
  await tab(page, page.getByRole("link", { name: "Connect with this key" }));
  await press("Enter");
  await page.waitForURL((url) => url.pathname === "/connect");
  await page.getByText("Waiting for your first request").waitFor();
  check((await hub.ask(key)).status === 200, "the key works");
  await page.getByText("Waiting for your first request").waitFor({ state: "detached" });

  await seek("logs");
  await page.getByRole("listbox").getByRole("option", { name: /Logs/ }).waitFor();
  await press("Enter");
  await page.waitForURL((url) => url.pathname === "/logs");
  await tab(page, page.getByRole("row").filter({ hasText: "claude-sonnet-5" }).getByRole("link").first());
  await press("Enter");
  await page.getByText("What happened").waitFor();
  await press("Escape");
  await page.getByText("What happened").waitFor({ state: "detached" });
}

export const tests = [the_first_five_minutes_by_keyboard];
