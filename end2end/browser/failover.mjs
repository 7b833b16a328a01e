// A request that failed over, as the log, the simulator, the sessions and the providers page tell it.

import { randomUUID } from "node:crypto";
import { SESSION, ask, drill, stored } from "./drill.mjs";
import { check, open, signIn, withPage } from "./page.mjs";

const circuit = (hub, { id }, act) => hub.call("POST", `/api/v1/providers/${id}/circuit:${act}`);

async function a_failover_is_told_and_the_simulator_reasons_alike({ browser, hub }) {
  const { broken, spares, id } = await drill(hub);
  const entry = await stored(hub, id);
  const served = entry.attempts.at(-1).provider.name;
  check(entry.attempts.length === 3, `two attempts at the first, one at a spare: ${entry.attempts.length}`);
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/logs?model=sonnet`);
    await page.getByRole("row").filter({ hasText: "pager" }).getByText("3 attempts").waitFor({ state: "attached" });

    await open(page, `${hub.url}/logs?model=sonnet&id=${id}`);
    const drawer = page.getByRole("dialog").filter({ hasText: "What happened" });
    const turns = drawer.locator(".turn");
    await turns.last().waitFor();
    check((await turns.count()) === 2, "what was tried again is in its provider's block");
    check((await turns.first().locator(".try").count()) === 2, "both attempts stand there");
    for (const text of [
      "session named in the body",
      "One candidate at priority 0",
      "Behind them, at worse priority: spare-a, spare-b",
      "Drawn from 2 candidates at priority 1",
      "already tried for this request",
      `The session stays with ${served} from now on`,
    ]) {
      await drawer.getByText(text).waitFor();
    }
    for (const text of ["529 · overloaded", "busy as a bee", "after a pause of", "headers", "end"]) {
      await turns.first().getByText(text).first().waitFor();
    }
    await turns.last().getByText("first token").waitFor();
    const odds = await drawer.locator(".odds").last().locator("li").allTextContents();
    check(/75.%weight 3/.test(odds[0]) && /25.%weight 1/.test(odds[1]), `the chances: ${odds}`);

    // The same input: its session decides now.
    await drawer.getByRole("link", { name: "Simulate the same input" }).click();
    await page.waitForURL((url) => url.pathname === "/simulator");
    await page.getByText("would be served").waitFor();
    const value = (name) => page.locator(`[name=${name}]`).inputValue();
    check((await value("key")) === String(entry.caller.key_id), "the key is filled in");
    check((await value("model")) === "claude-sonnet-5", "the model is filled in");
    check((await value("client")) === entry.client, "the client is filled in");
    check((await value("session")) === SESSION, "the session is filled in");
    await page.getByText("The session stays with its provider").waitFor();

    // Without it, the first provider would be asked again; when that is out, a spare, by the chances in the log.
    await page.locator("[name=session]").fill("");
    const simulate = page.getByRole("button", { name: "Simulate" });
    await simulate.click();
    await page.getByText("One candidate at priority 0").waitFor();
    await circuit(hub, broken, "open");
    await simulate.click();
    await page.getByText("Drawn from 2 candidates at priority 1").waitFor();
    const again = await page.locator(".odds li").allTextContents();
    check(again.join() === odds.map((line) => line.replace(" taken", "")).join(), `${again}, in the log ${odds}`);
    await page.getByRole("listitem").filter({ hasText: "broken taken out by an admin" }).waitFor();

    // With all of them out it would be refused.
    for (const spare of spares) await circuit(hub, spare, "open");
    await simulate.click();
    await page.getByText("would be refused with 503").waitFor();
    for (const provider of [broken, ...spares]) await circuit(hub, provider, "reset");

    // Back leads to what was asked before.
    await page.goBack();
    await page.waitForFunction((id) => document.querySelector("[name=session]").value === id, SESSION);
    await page.getByText("The session stays with its provider").waitFor();
  });
}

async function a_bill_adds_up_when_attempts_were_given_up({ browser, hub }) {
  const { secret } = await drill(hub);
  const id = await ask(hub, secret, randomUUID(), { model: "claude-opus-5-5" });
  const entry = await stored(hub, id);
  const costs = [entry.cost, ...entry.attempts.map((attempt) => attempt.cost)].filter(Boolean).map((cost) => cost.total);
  check(costs.length === entry.attempts.length && costs.length > 1, `each attempt was billed: ${costs}`);
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/logs?id=${id}`);
    const drawer = page.getByRole("dialog").filter({ hasText: "What happened" });
    await drawer.getByText("Attempt 1, broken, given up").waitFor();
    const sum = costs.reduce((sum, cost) => sum + cost, 0);
    await drawer.getByText("All attempts").locator("..").getByText(`$${(sum / 1e9).toFixed(4)}`).waitFor();
    await drawer.locator("header").getByText(`$${(sum / 1e9).toFixed(4)}`).waitFor();
  });
}

async function sessions_are_listed_and_ended({ browser, hub }) {
  const { id } = await drill(hub);
  const served = (await stored(hub, id)).attempts.at(-1).provider.name;
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await page.getByRole("link", { name: "Sessions" }).first().click();
    await page.waitForURL((url) => url.pathname === "/sessions");
    const row = page.getByRole("row").filter({ hasText: SESSION });
    for (const text of ["Drill", "pager", "claude-sonnet-5", "claude-cli/2.1.330", served, "ago"]) {
      await row.getByText(text).first().waitFor();
    }
    await row.getByRole("button", { name: "End session" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "End session" }).click();
    await page.getByText("The session is ended").waitFor();
    await row.waitFor({ state: "detached" });
    const left = await hub.call("GET", "/api/v1/sessions");
    check(left.every((session) => session.id !== SESSION), "the hub has forgotten it");
  });
}

async function a_session_that_begins_appears_by_itself({ browser, hub }) {
  const { secret } = await drill(hub);
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/sessions`);
    const session = randomUUID();
    await ask(hub, secret, session);
    await page.getByRole("row").filter({ hasText: session }).waitFor();
  });
}

async function a_breaker_is_opened_and_reset({ browser, hub }) {
  const { broken } = await drill(hub);
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/providers`);
    const state = page.locator(`a[href="/providers?breaker=${broken.id}"]`);
    await state.getByText("failed in a row").waitFor();
    await state.click();
    const drawer = page.getByRole("dialog", { name: "Circuit breaker of broken" });
    await drawer.getByRole("heading", { name: "Model claude-sonnet-5" }).waitFor();
    await drawer.getByText("busy as a bee").first().waitFor();
    await drawer.getByRole("button", { name: "Take out" }).click();
    await page.getByRole("dialog", { name: "Take broken out?" }).getByRole("button", { name: "Take out" }).click();
    await drawer.getByText("An admin took it out").waitFor();
    await state.getByText("taken out").waitFor();

    await drawer.getByRole("button", { name: "Reset" }).last().click();
    await page.getByText("broken gets requests again").waitFor();
    await state.getByText("healthy").waitFor();
    const reports = await hub.call("GET", "/api/v1/providers/health");
    check(reports.every((report) => report.state === "closed"), JSON.stringify(reports));
  });
}

async function a_failure_leads_to_its_request({ browser, hub }) {
  const { broken, secret } = await drill(hub);
  const id = await ask(hub, secret, randomUUID());
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/providers?breaker=${broken.id}`);
    const breaker = page.locator(".breaker").filter({ hasText: "Model claude-sonnet-5" });
    await breaker.getByRole("link", { name: "Open this request" }).first().click();
    await page.waitForURL((url) => url.pathname === "/logs" && url.searchParams.get("id") === id);
    await page.getByRole("dialog").getByText("busy as a bee").first().waitFor();
  });
}

export const tests = [
  a_failover_is_told_and_the_simulator_reasons_alike,
  a_bill_adds_up_when_attempts_were_given_up,
  sessions_are_listed_and_ended,
  a_session_that_begins_appears_by_itself,
  a_breaker_is_opened_and_reset,
  a_failure_leads_to_its_request,
];
