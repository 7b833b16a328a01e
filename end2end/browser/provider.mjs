// A provider's place in scheduling, from the form to the hub and back.

import { check, open, signIn, withPage } from "./page.mjs";

/** What no field shows in full: a glob with a comma, limits that are no whole seconds. */
const precise = {
  allowed_clients: ["claude-cli/* (external, cli)"],
  timeouts: { connect_ms: 1500, first_byte_ms: 0, idle_ms: 250, total_ms: 0 },
};

const field = (page, name) => page.locator(`[name="${name}"]`);

async function save(page) {
  await page.getByRole("button", { name: "Save", exact: true }).click();
}

async function what_is_set_in_the_form_is_there_after_a_reload({ browser, hub }) {
  const { id } = await hub.call("POST", "/api/v1/providers", {
    name: "night shift", url: hub.vendor.url, credential: "sk-night", enabled: false,
  });
  const typed = {
    active_hours: "22:00-06:00",
    blocked_clients: "curl, python*",
    endpoints: "https://b.example\nhttps://c.example/v1",
    max_attempts: "3",
    concurrent_requests: "8",
    threshold: "7",
    open_for: "1.5",
    successes: "4",
    connect: "2",
    first_byte: "90",
    idle: "0.25",
    total: "600",
  };
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/providers`);
    await page.getByRole("link", { name: "night shift" }).click();
    for (const part of ["Schedule and audience", "Reliability", "Limits", "Time limits"]) {
      await page.locator("summary").filter({ hasText: new RegExp(`^\\s*${part}`) }).click();
    }
    for (const [name, text] of Object.entries(typed)) await field(page, name).fill(text);
    await page.getByRole("button", { name: "Add a group" }).click();
    await page.getByRole("textbox", { name: "Group", exact: true }).fill("eu");
    await page.getByRole("textbox", { name: "Priority", exact: true }).fill("3");
    await page.getByRole("switch", { name: "Sessions stay with it" }).click();

    // What is wrong is told where it stands, also in a part that is folded again, and nothing of it is lost.
    await field(page, "endpoints").fill("https://b.example\nc.example/v1");
    await page.locator("summary").filter({ hasText: "Reliability" }).click();
    await save(page);
    await page.getByText("Line 2: The URL must begin with https:// or http://.").waitFor();
    await page.waitForFunction(() => document.activeElement.name === "endpoints");
    check((await field(page, "endpoints").inputValue()).includes("\nc.example"), "what was typed stays");
    await field(page, "endpoints").fill(typed.endpoints);
    await save(page);
    await page.getByText("22:00-06:00 · 8 at a time · 2 further URLs").waitFor();

    await open(page, `${hub.url}/providers?edit=${id}`);
    for (const [name, text] of Object.entries(typed)) {
      await field(page, name).waitFor();
      const shown = await field(page, name).inputValue();
      check(shown === text, `${name} is ${shown}`);
    }
    check((await page.getByRole("textbox", { name: "Priority", exact: true }).inputValue()) === "3", "the group's");
  });
  const { routing, limits } = await hub.call("GET", `/api/v1/providers/${id}`);
  check(limits.concurrent_requests === 8, `the limit is ${limits.concurrent_requests}`);
  const want = {
    group_priorities: { eu: 3 },
    active_hours: "22:00-06:00",
    allowed_clients: [],
    blocked_clients: ["curl", "python*"],
    endpoints: ["https://b.example", "https://c.example/v1"],
    max_attempts: 3,
    sticky: false,
    breaker: { threshold: 7, open_ms: 90000, successes: 4 },
    timeouts: { connect_ms: 2000, first_byte_ms: 90000, idle_ms: 250, total_ms: 600000 },
  };
  for (const [name, value] of Object.entries(want)) {
    const [got, meant] = [JSON.stringify(routing[name]), JSON.stringify(value)];
    check(got === meant, `${name} is ${got}, not ${meant}`);
  }
}

async function what_is_left_alone_stays_as_it_is({ browser, hub }) {
  const { id, routing } = await hub.call("POST", "/api/v1/providers", {
    name: "precise", url: hub.vendor.url, credential: "sk-precise", enabled: false, routing: precise,
  });
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/providers?edit=${id}`);
    check((await field(page, "connect").inputValue()) === "1.5", "fractions of a second are shown");
    await field(page, "note").fill("only this");
    await save(page);
    await page.getByText("precise is saved").waitFor();
  });
  const after = await hub.call("GET", `/api/v1/providers/${id}`);
  check(after.note === "only this", "the note is saved");
  check(JSON.stringify(after.routing) === JSON.stringify(routing), JSON.stringify(after.routing));
  await hub.call("DELETE", `/api/v1/providers/${id}`);
}

export const tests = [what_is_set_in_the_form_is_there_after_a_reload, what_is_left_alone_stays_as_it_is];
