// Languages, and pages without JavaScript.

import { check, open, signIn, withPage } from "./page.mjs";

async function the_first_visit_follows_the_browsers_language({ browser, hub }) {
  await withPage(browser, { locale: "zh-CN" }, async (page) => {
    await open(page, `${hub.url}/login`);
    check((await page.locator("html").getAttribute("lang")) === "zh-CN", "the page says its language");
    await page.getByRole("heading", { name: "登录" }).waitFor();
  });
}

async function a_chosen_language_stays({ browser, hub }) {
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await page.getByRole("button", { name: "Language" }).click();
    await page.getByRole("button", { name: "简体中文" }).click();
    await page.getByRole("heading", { name: "概览", level: 1 }).waitFor();
    await open(page, `${hub.url}/logs`);
    await page.getByRole("heading", { name: "日志", level: 1 }).waitFor();
  });
}

async function pages_read_without_javascript({ browser, hub }) {
  const signedIn = await browser.newContext();
  const page = await signedIn.newPage();
  await signIn(page, hub);
  const storageState = await signedIn.storageState();
  await signedIn.close();
  await withPage(browser, { javaScriptEnabled: false, storageState }, async (page) => {
    await page.goto(`${hub.url}/logs`);
    await page.getByText("claude-sonnet-5").first().waitFor();
    await page.goto(`${hub.url}/providers`);
    await page.getByText("anthropic").first().waitFor();
    await page.goto(`${hub.url}/`);
    await page.locator(".metrics").getByText(/^\$/).first().waitFor();
    await page.locator(".chart .figures").getByRole("table").waitFor();
    await page.goto(`${hub.url}/leaderboard?span=all`);
    await page.getByRole("link", { name: "Drill" }).first().waitFor();
    await page.goto(`${hub.url}/quotas`);
    await page.locator("main").getByText(/\$/).first().waitFor();
  });
}

export const tests = [
  the_first_visit_follows_the_browsers_language,
  a_chosen_language_stays,
  pages_read_without_javascript,
];
