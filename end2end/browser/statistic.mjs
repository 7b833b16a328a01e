// Charts of any span, and the span that is drawn on them.

import { ask, drill } from "./drill.mjs";
import { randomUUID } from "node:crypto";
import { check, open, signIn, withPage } from "./page.mjs";

/** Draws with the pointer over a part of a chart, both ends as shares of its width. */
async function brush(page, id, from, to) {
  const box = await page.locator(`#${id}`).boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + (box.width * (from + to)) / 2, y);
  await page.locator(".brush").waitFor();
  await page.mouse.move(box.x + box.width * to, y);
  await page.mouse.up();
}

async function a_span_is_drawn_on_a_chart({ browser, hub }) {
  const { secret } = await drill(hub);
  await ask(hub, secret, randomUUID());
  const asked = async (when) => {
    const { sums } = await hub.call("GET", `/api/v1/statistics?scope=user&${when}`);
    return { columns: sums.length, requests: sums.reduce((sum, column) => sum + column.requests, 0) };
  };
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await page.getByRole("link", { name: "Statistics" }).click();
    await page.waitForURL((url) => url.pathname === "/statistics");
    await page.getByRole("link", { name: "Today", exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get("span") === "day");
    for (const title of ["Use over time", "Model mix", "Cost by provider", "Time to first token", "Time to the end", "Cache efficiency"]) {
      await page.getByRole("heading", { name: title }).waitFor();
    }
    await page.locator("canvas").nth(5).waitFor();

    // The figures below the chart are those of the API.
    const card = page.locator(".card").filter({ has: page.getByRole("heading", { name: "Use over time" }) });
    await card.getByRole("link", { name: "Requests" }).click();
    await page.waitForURL((url) => url.searchParams.get("show") === "requests");
    const sums = card.locator("tbody tr td:last-child");
    const shown = async () => {
      const texts = await sums.allTextContents();
      return { columns: texts.length, requests: texts.reduce((sum, text) => sum + Number(text.replace(/\D/g, "")), 0) };
    };
    /** The page's columns and their sum are soon those of the API. */
    const same = async (when) => {
      for (let tries = 0; ; tries += 1) {
        const [want, have] = [await asked(when), await shown()];
        if (want.requests > 0 && JSON.stringify(want) === JSON.stringify(have)) return;
        check(tries < 40, `${when}: ${JSON.stringify(have)} instead of ${JSON.stringify(want)}`);
        await page.waitForTimeout(100);
      }
    };
    await same("span=day");

    // The second half of it alone.
    await brush(page, "usage", 0.5, 0.995);
    await page.waitForURL((url) => url.searchParams.has("since"));
    const { searchParams } = new URL(page.url());
    check(searchParams.get("show") === "requests", "the rest stays as it was");
    const until = searchParams.get("until");
    await same(`span=custom&from=${searchParams.get("since")}${until ? `&until=${until}` : ""}`);
    await page.getByRole("link", { name: "Back to 7 days" }).click();
    await page.waitForURL((url) => !url.searchParams.has("since"));
    await page.goBack();
    await page.waitForURL((url) => url.searchParams.has("since"));
  });
}

async function the_overview_leads_to_a_closer_look({ browser, hub }) {
  await drill(hub);
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/?by=model&show=tokens`);
    await page.locator("#usage canvas").waitFor();
    // From its first hour to its last: whatever the time is, it is among them.
    await brush(page, "usage", 0.07, 0.995);
    await page.waitForURL((url) => url.pathname === "/statistics" && url.searchParams.get("by") === "model");
    await page.getByText("claude-sonnet-5").first().waitFor();
  });
}

export const tests = [a_span_is_drawn_on_a_chart, the_overview_leads_to_a_closer_look];
