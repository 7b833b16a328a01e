// A page whose every console message is a failure.

import { ADMIN_TOKEN } from "./hub.mjs";

/**
 * Runs `visit` on a page of a fresh browser context and fails if the page said anything on its console but what `expected`
 * fits.
 */
export async function withPage(browser, { expected, ...options }, visit) {
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1440, height: 960 }, ...options });
  const said = [];
  try {
    const page = await context.newPage();
    page.on("console", (message) => expected?.test(message.text()) || said.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => said.push(`error: ${error}`));
    await visit(page);
    if (said.length) throw new Error(`the page's console is not empty:\n${said.join("\n")}`);
  } finally {
    await context.close();
  }
}

/** Goes to a page and waits until it answers to clicks. */
export async function open(page, url) {
  await page.goto(url);
  await awake(page);
}

export function awake(page) {
  return page.locator("html[data-hydrated]").waitFor({ state: "attached" });
}

export async function signIn(page, hub, token = ADMIN_TOKEN) {
  await open(page, `${hub.url}/login`);
  await page.locator("input[name=key]").fill(token);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname !== "/login");
  await awake(page);
}

export function check(condition, message) {
  if (!condition) throw new Error(message);
}
