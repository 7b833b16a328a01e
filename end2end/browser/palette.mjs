// Going anywhere by keyboard.

import { check, open, signIn, withPage } from "./page.mjs";

async function anything_is_found_from_anywhere({ browser, hub }) {
  const provider = { name: "signpost", url: hub.vendor.url, credential: "sk-signpost", groups: ["signpost"] };
  await hub.call("POST", "/api/v1/providers", provider);
  const user = await hub.call("POST", "/api/v1/users", { name: "Wanda Weg", groups: ["signpost"] });
  const { secret } = await hub.call("POST", `/api/v1/users/${user.id}/keys`, { name: "compass", can_login: true });
  check((await hub.ask(secret, {})).status === 200, "it is served");
  const seek = async (page, text) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill(text);
  };
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await seek(page, "sim");
    await page.getByRole("listbox").getByRole("option", { name: /Simulator/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/simulator");

    await seek(page, "wanda");
    await page.getByRole("listbox").getByRole("option", { name: /Wanda Weg/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/users" && url.searchParams.get("edit") === String(user.id));
    await page.getByRole("dialog").getByText("Wanda Weg").first().waitFor();

    await page.keyboard.press("Escape");
    await seek(page, "s");
    const chosen = page.locator("[role=option][aria-selected=true]");
    const first = await chosen.textContent();
    await page.keyboard.press("ArrowDown");
    check((await chosen.textContent()) !== first, "the arrows choose another line");
    await page.getByRole("combobox").fill("there is no such thing");
    await page.getByText("Nothing has this name or id").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("combobox").waitFor({ state: "detached" });
  });
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub, secret);
    await open(page, `${hub.url}/logs`);
    const id = await page.locator("a[href*='id=']").first().getAttribute("href");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("combobox").fill(new URL(id, hub.url).searchParams.get("id"));
    await page.getByRole("listbox").getByRole("option", { name: /request of Wanda Weg/ }).click();
    await page.getByRole("dialog").getByText("What happened").waitFor();
    await page.keyboard.press("Escape");
    await seek(page, "compass");
    await page.getByRole("listbox").getByRole("option", { name: /compass/ }).click();
    await page.waitForURL((url) => url.pathname === "/logs" && url.searchParams.has("key"));
    await seek(page, "signpost");
    await page.getByText("Nothing has this name or id").waitFor();
  });
}

export const tests = [anything_is_found_from_anywhere];
