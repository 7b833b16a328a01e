// Every page, drawer and dialog of the console, in a hub that has something to show on each.

import { randomUUID } from "node:crypto";
import { SESSION, ask, drill, stored } from "./drill.mjs";

const always = {
  overview: "/",
  "overview-month": "/?span=month&by=user&show=tokens",
  logs: "/logs",
  "logs-filtered": "/logs?time=all&model=sonnet&status=not_ok",
  sessions: "/sessions",
  wall: "/wall",
  statistics: "/statistics",
  "statistics-day": "/statistics?span=day&by=model&show=tokens",
  leaderboard: "/leaderboard?span=all",
  "leaderboard-models": "/leaderboard?span=all&scope=model",
  connect: "/connect",
  users: "/users",
  "user-new": "/users?new",
  quotas: "/quotas",
  "quotas-keys": "/quotas?kind=key",
  providers: "/providers",
  "provider-new": "/providers?new",
  "providers-cards": "/providers?view=cards",
  availability: "/availability",
  groups: "/groups",
  "group-new": "/groups?new",
  "group-edit": "/groups?edit=eu",
  prices: "/prices",
  "price-edit": "/prices?q=sonnet-4-5&edit=claude-sonnet-4-5",
  "prices-unpriced": "/prices?view=unpriced",
  "prices-conflicts": "/prices?view=conflicts",
  "prices-aliases": "/prices?view=aliases",
  "prices-rules": "/prices?view=rules",
  simulator: "/simulator",
  "simulator-served": "/simulator?dialect=anthropic&model=claude-sonnet-5&groups=drill",
  "simulator-refused": "/simulator?dialect=gemini-cli&model=gemini-2.5-pro&groups=nobody",
  settings: "/settings",
  access: "/access",
  upkeep: "/upkeep",
  alerts: "/alerts",
  "alert-new": "/alerts?new",
  audit: "/audit",
  "audit-failed": "/audit?only=failed",
};

const made = new WeakMap();

/** Names and addresses of all of them, for an admin. */
export function places(hub) {
  if (!made.has(hub)) made.set(hub, find(hub));
  return made.get(hub);
}

async function find(hub) {
  const { broken, secret, id } = await drill(hub);
  // Until its breaker opens.
  for (let turn = 0; turn < 3; turn += 1) await ask(hub, secret, randomUUID());
  const { items } = await hub.call("GET", "/api/v1/usage-logs?model=sonnet");
  const night = (await hub.call("GET", "/api/v1/providers")).find((provider) => provider.name === "night shift");
  const { user, keys } = (await hub.call("GET", "/api/v1/users")).find(({ user }) => user.name === "Drill");
  const entry = (await hub.call("GET", "/api/v1/audit-logs?category=settings")).items[0];
  return {
    ...always,
    "user-edit": `/users?edit=${user.id}`,
    "key-edit": `/users?key=${keys[0].id}`,
    "provider-edit": `/providers?edit=${night.id}`,
    "provider-copy": `/providers?copy=${night.id}`,
    breaker: `/providers?breaker=${broken.id}`,
    session: `/sessions?key=${(await stored(hub, id)).caller.key_id}&id=${SESSION}`,
    "leaderboard-drill": `/leaderboard?span=all&open=${user.id}`,
    request: `/logs?id=${items[0].id}`,
    "request-failover": `/logs?id=${id}`,
    "audit-entry": `/audit?kind=settings&id=${entry.id}`,
  };
}

/** What opens by clicks on one of the pages: where, and what is clicked. */
export const dialogs = {
  "log-filter": ["/logs", ".chip.open"],
  "log-tools": ["/logs", "[popovertarget=log-tools]"],
  "log-cleaning": ["/logs", "[popovertarget=log-tools]", "#log-tools .danger"],
  "group-delete": ["/groups?edit=eu", ".drawer .foot .danger"],
  "prices-upload": ["/prices", "main .head button.btn"],
  "key-new": ["/users", "td.acts .btn"],
  "users-change": ["/users", ".batch input", ".batch .btn >> nth=2"],
  "providers-change": ["/providers", ".batch input", ".batch .btn >> nth=2"],
  "providers-delete": ["/providers", ".batch input", ".batch .btn.danger"],
  "token-new": ["/access", "main .card > header .btn"],
  "second-factor": ["/access", "main .card > .body .btn"],
  palette: ["/", ".seek"],
};
