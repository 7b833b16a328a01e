// Providers of a group of their own, the first of which fails, and a request that went through them.

import { check } from "./page.mjs";

export const SESSION = "0b0f8e5c-6d0e-4c3a-9a51-8a3c1f2d7e90";

const drills = new WeakMap();

/** The one of this hub; made when it is first asked for. */
export function drill(hub) {
  if (!drills.has(hub)) drills.set(hub, make(hub));
  return drills.get(hub);
}

async function make(hub) {
  const provider = (name, extra) =>
    hub.call("POST", "/api/v1/providers", {
      name, url: hub.vendor.url, credential: `sk-${name}`, groups: ["drill"], ...extra,
    });
  const broken = await provider("broken", { priority: 0 });
  const spares = [
    await provider("spare-a", { priority: 1, weight: 3 }),
    await provider("spare-b", { priority: 1, weight: 1 }),
  ];
  // It states usage before it breaks off, or refuses at once.
  const usage = { input: 1000, output: 1, cache_read: 0, cache_write_5m: 0, cache_write_1h: 0, reasoning: 0 };
  await script(hub, { credential: "sk-broken", model: "claude-opus-5-5" }, { usage, end: { error_event_after: 1 } });
  await script(hub, { credential: "sk-broken" }, { status: 529, error_message: "busy as a bee" });
  const user = await hub.call("POST", "/api/v1/users", { name: "Drill", groups: ["drill"] });
  const { secret } = await hub.call("POST", `/api/v1/users/${user.id}/keys`, { name: "pager" });
  return { broken, spares, secret, id: await ask(hub, secret, SESSION) };
}

async function script(hub, match, script) {
  const answer = await fetch(`${hub.vendor.url}/_mock/script`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ match, script }),
  });
  check(answer.ok, `the vendor took the script: ${answer.status}`);
}

/** A turn of a conversation, answered in the end; returns the request's id. */
export async function ask(hub, secret, session, body = {}) {
  const metadata = { user_id: JSON.stringify({ device_id: "d", account_uuid: "", session_id: session }) };
  const answer = await hub.ask(secret, null, { stream: true, metadata, ...body });
  check(answer.status === 200, `a spare answered: ${answer.status}`);
  await answer.text();
  return answer.headers.get("x-cch-request-id");
}

/** What the hub has stored of a request; it stores in batches. */
export async function stored(hub, id) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await hub.call("GET", `/api/v1/usage-logs/${id}`);
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
