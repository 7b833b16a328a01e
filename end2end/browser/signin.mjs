// Signing in and out.

import { awake, check, open, signIn, withPage } from "./page.mjs";

async function signing_in_leads_back_to_the_page_that_was_asked_for({ browser, hub }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${hub.url}/logs`);
    await page.waitForURL((url) => url.pathname === "/login" && url.searchParams.get("from") === "/logs");
    await awake(page);
    await page.locator("input[name=key]").fill("admin-token-for-tests");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname === "/logs");
    await page.getByRole("heading", { name: "Logs", level: 1 }).waitFor();
  });
}

async function signing_out_ends_the_session({ browser, hub }) {
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    const cookies = await page.context().cookies();
    await page.getByRole("button", { name: /account/i }).click();
    await page.getByRole("button", { name: /sign out/i }).click();
    await page.waitForURL((url) => url.pathname === "/login");
    // The old cookie opens nothing any more.
    await page.context().addCookies(cookies);
    await page.goto(`${hub.url}/`);
    await page.waitForURL((url) => url.pathname === "/login");
  });
}

async function a_wrong_key_is_refused_with_a_reason({ browser, hub }) {
  const context = await browser.newContext({ locale: "en-US" });
  const page = await context.newPage();
  await open(page, `${hub.url}/login`);
  await page.locator("input[name=key]").fill("sk-nonsense");
  await page.keyboard.press("Enter");
  await page.getByText("The hub does not know this").waitFor();
  check(new URL(page.url()).pathname === "/login", "still on the login page");
  check((await page.locator("input[name=key]").inputValue()) === "sk-nonsense", "what was typed is still there");
  await context.close();
}

export const tests = [
  signing_in_leads_back_to_the_page_that_was_asked_for,
  signing_out_ends_the_session,
  a_wrong_key_is_refused_with_a_reason,
];
