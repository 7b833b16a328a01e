// The programs under test and a client of their own.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const ADMIN_TOKEN = "admin-token-for-tests";

/** Starts a program and waits for the address that it prints. */
async function start(program, args, env) {
  const child = spawn(program, args, { env: { PATH: process.env.PATH, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const address = line.match(/http:\/\/\S+/);
    if (address) {
      child.stdout.resume();
      return { child, url: address[0] };
    }
  }
  throw new Error(`${program} ended before it listened`);
}

async function end(child) {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}

export class Hub {
  static async start() {
    const hub = new Hub();
    hub.data = await mkdtemp(join(tmpdir(), "cch-browser-"));
    hub.vendor = await start(process.env.MOCKVENDOR_BIN, ["--port", "0"], {});
    hub.program = await start(process.env.CCH_BIN, [], {
      HOST: "127.0.0.1",
      PORT: "0",
      ADMIN_TOKEN,
      CCH_DATA_DIR: hub.data,
      CCH_SITE_DIR: process.env.CCH_SITE_DIR,
      LOG_LEVEL: "warn",
    });
    hub.url = hub.program.url;
    return hub;
  }

  async stop() {
    await end(this.program.child);
    await end(this.vendor.child);
    await rm(this.data, { recursive: true, force: true });
  }

  /** The management API, as admin. */
  async call(method, path, body) {
    const answer = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }

  /** Waits until so many requests of a user are in the log; the hub stores in batches. */
  async stored(user, count) {
    for (let tries = 0; tries < 300; tries += 1) {
      const { requests } = await this.call("GET", `/api/v1/usage-logs/stats?user=${user}`);
      if (requests >= count) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("the hub has not stored all requests");
  }

  /** A client's request; `script` tells the vendor what to answer. With null, what was scripted before decides. */
  ask(key, script = {}, body = {}) {
    return fetch(`${this.url}/v1/messages`, {
      method: "POST",
      headers: {
        "x-api-key": key,
        "content-type": "application/json",
        "anthropic-version": "2023-06-01",
        "user-agent": "claude-cli/2.1.330 (external, cli)",
        ...(script && { "x-mock-script": JSON.stringify(script) }),
      },
      body: JSON.stringify({
        model: "claude-sonnet-5",
        max_tokens: 64,
        messages: [{ role: "user", content: "hello" }],
        ...body,
      }),
    });
  }
}
