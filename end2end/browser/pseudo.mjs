// No text of a page comes from anywhere but the files of texts: in the pseudo language each of those stands in brackets.

import { check, open, signIn, withPage } from "./page.mjs";
import { places } from "./places.mjs";

/** Names of things, which no language changes. */
const NAMES = [
  "Claude", "Codex", "Gemini", "OpenAI", "Anthropic", "Responses", "Swagger", "API", "LiteLLM", "URL", "CSV", "UTC",
  "English", "简体中文", "繁體中文", "日本語", "Русский", "Ctrl", "curl", "Python", "JavaScript", "TypeScript", "CLI",
  "Pseudo", "Chrome", "Code", "Hub", "SDK", "SOCKS5", "HTTP", "HTTPS", "WebSocket", "SSE", "JSON", "Chat", "Completions",
  // Formulas, and a unit.
  "writes", "reads", "failed", "min",
  // Examples in empty fields.
  "api", "com", "socks", "password", "Asia", "Shanghai", "prices", "and", "context", "window", "json",
  // What vendors said, and where they were asked.
  "POST", "messages", "Messages", "overloaded", "Overloaded", "error", "busy", "bee",
];

/** Texts and labels of a page that have letters outside of brackets, code and figures. */
function raw() {
  const found = new Set();
  const skip = ".mono, code, pre, time, .num, .sr-data, canvas, script, style, option, .avatar, kbd";
  const note = (text) => {
    let rest = text;
    for (let before = ""; before !== rest; ) {
      before = rest;
      rest = rest.replace(/\[[^\[\]]*\]/gu, " ");
    }
    for (const word of rest.match(/\p{L}{3,}/gu) ?? []) found.add(word);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest(skip)) note(node.textContent);
  }
  for (const element of document.body.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) note(element.getAttribute(name) ?? "");
  }
  return [...found];
}

/** Every word of the hub's own data: names of people, models, providers. */
async function data(hub) {
  const paths = [
    "users", "providers", "provider-groups", "usage-logs?limit=200", "sessions", "audit-logs?limit=200", "prices?limit=200",
    "price-aliases", "system/settings", "system/findings", "jobs", "alert-targets", "alert-deliveries", "leaderboard?period=all&by=model", "console-sessions",
  ];
  const words = new Set(NAMES);
  for (const path of paths) {
    const text = JSON.stringify(await hub.call("GET", `/api/v1/${path}`));
    for (const word of text.match(/\p{L}{3,}/gu) ?? []) words.add(word);
  }
  return words;
}

async function every_text_is_a_text_of_its_files({ browser, hub }) {
  const all = await places(hub);
  const known = await data(hub);
  const strange = [];
  await withPage(browser, { bypassCSP: true }, async (page) => {
    await page.context().addCookies([{ name: "cch_locale", value: "en-XA", url: hub.url }]);
    await signIn(page, hub);
    for (const [name, path] of Object.entries(all)) {
      await open(page, hub.url + path);
      await page.waitForFunction(() => !document.querySelector(".skeleton"));
      const words = (await page.evaluate(raw)).filter((word) => !known.has(word));
      if (words.length) strange.push(`${name}: ${words.join(", ")}`);
    }
  });
  check(strange.length === 0, strange.join("\n"));
}

export const tests = [every_text_is_a_text_of_its_files];
