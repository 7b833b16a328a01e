// Every field of every form, found in the form itself: set, cleared and left alone. Each time only what belongs to it
// changes, as the management API tells it.

import { check, open, signIn, withPage } from "./page.mjs";

/** What is typed, by a field's name; other texts are whole numbers. */
const texts = {
  name: () => `renamed ${Date.now()}`,
  groups: () => "eu, us",
  allowed_models: () => "claude-*",
  note: () => "a note",
  expires_at: () => "2031-02-03T04:05",
  day_start: () => "06:30",
  url: (hub) => `${hub.vendor.url}/other`,
  credential: () => `sk-form-${Date.now()}`,
  active_hours: () => "22:00-06:00",
  allowed_clients: () => "claude-cli/*",
  blocked_clients: () => "curl",
  endpoints: () => "https://b.example",
  proxy: () => "http://proxy.example:8080",
  multiplier: () => "1.25",
  site_title: () => "Ours",
  time_zone: () => "Asia/Shanghai",
  limit_warn_percents: () => "50, 90",
  price_sync_url: () => "https://prices.example/table.json",
  max_tokens: () => "4096",
  thinking_budget: () => "2048",
};
/** Longer than any answer takes, in milliseconds. */
const WAIT = 15_000;
const other = () => "9";
/** For the trial and for reading alone; no part of the object. */
const apart = ["model", "-"];

/** What one field is about. */
const units = ["overrides.adaptive_thinking"];

/** By path, lists whole; without what every change changes. */
function leaves(value, path = "", found = new Map()) {
  const whole = value === null || typeof value !== "object" || Array.isArray(value) || units.includes(path);
  if (whole) found.set(path, JSON.stringify(value));
  else for (const [name, part] of Object.entries(value)) leaves(part, path ? `${path}.${name}` : name, found);
  found.delete("updated_at");
  return found;
}

function changed(before, after) {
  const [one, two] = [leaves(before), leaves(after)];
  return [...new Set([...one.keys(), ...two.keys()])].filter((path) => one.get(path) !== two.get(path));
}

/** A form of the console: how it is opened, and how what it changes is read. */
class Form {
  constructor(page, hub, address, read) {
    Object.assign(this, { page, hub, address, read });
    this.inside = address === "/settings" ? "main" : ".drawer";
  }

  async open() {
    if (this.inside === ".drawer") {
      // As a click on its link does it.
      await this.page.evaluate((href) => {
        const link = Object.assign(document.createElement("a"), { href });
        document.body.append(link);
        link.click();
        link.remove();
      }, this.address);
    }
    await this.page.locator(`${this.inside} [name]`).first().waitFor();
    await this.page.evaluate((inside) => {
      for (const part of document.querySelectorAll(`${inside} details:not([open])`)) part.open = true;
    }, this.inside);
  }

  /** Names of texts, [name, value] of radio buttons and choices, numbers of switches. */
  fields() {
    return this.page.evaluate(
      ([inside, apart]) => {
        const found = [];
        let switches = 0;
        for (const field of document.querySelectorAll(`${inside} :is(input, select, textarea)`)) {
          if (field.type === "checkbox") found.push({ kind: "switch", index: switches++ });
          else if (field.disabled || field.readOnly || apart.includes(field.name || "-")) continue;
          else if (field.type === "radio") {
            if (!field.checked && !found.some(({ kind, name }) => kind === "radio" && name === field.name)) {
              found.push({ kind: "radio", name: field.name, value: field.value, back: field.form.elements[field.name].value });
            }
          } else if (field.tagName === "SELECT") {
            const next = [...field.options].find((option) => option.value !== field.value);
            found.push({ kind: "select", name: field.name, value: next.value, back: field.value });
          } else found.push({ kind: "text", name: field.name, back: field.value });
        }
        return found;
      },
      [this.inside, apart],
    );
  }

  async put(field, value) {
    const named = this.page.locator(`${this.inside} [name="${field.name}"]`);
    if (field.kind === "switch") {
      const one = this.page.locator(`${this.inside} input[type=checkbox]`).nth(field.index);
      if ((await one.isChecked()) !== value) await one.evaluate((input) => input.click());
    } else if (field.kind === "radio") {
      await this.page.locator(`${this.inside} [name="${field.name}"][value="${value}"]`).evaluate((input) => input.click());
    } else if (field.kind === "select") await named.selectOption(value);
    else await named.fill(value);
  }

  /** Whether it was taken; false where the form refuses it. */
  async save() {
    const within = { timeout: WAIT };
    const refused = this.page.locator(`${this.inside} [aria-invalid=true]`).first().waitFor(within).then(() => false, () => false);
    const fields = this.page.locator(`${this.inside} [name]`).first();
    // A drawer closes when what it had is saved; the settings stay.
    const taken =
      this.inside === ".drawer"
        ? fields.waitFor({ state: "detached", ...within }).then(() => true, () => false)
        : this.page.waitForResponse((answer) => answer.url().includes("/save_settings"), within).then((answer) => answer.ok(), () => false);
    await fields.press("Control+Enter");
    return Promise.race([refused, taken]);
  }

  /** Gives up what was typed. */
  async forget() {
    await open(this.page, this.hub.url + this.address);
  }

  /** Changes a field, and returns the paths that this has changed. */
  async change(field, value) {
    const before = await this.read();
    await this.open();
    await this.put(field, value);
    const taken = await this.save();
    if (!taken) await this.forget();
    const paths = changed(before, await this.read());
    check(taken || paths.length === 0, `${field.name}: refused, and yet ${paths} changed`);
    return paths;
  }
}

/** `shared`: paths that several fields have in common. */
async function every_field({ browser, hub }, address, read, shared = []) {
  // Chromium says so when the hub refuses a field.
  await withPage(browser, { reducedMotion: "reduce", expected: /status of 400/ }, async (page) => {
    await signIn(page, hub);
    await open(page, hub.url + address);
    const form = new Form(page, hub, address, read);
    await form.open();
    const fields = await form.fields();
    await form.forget();
    const owners = new Map();
    for (const field of fields) {
      const name = field.name ?? `switch ${field.index}`;
      const value = { text: () => (texts[field.name] ?? other)(hub), switch: () => undefined }[field.kind]?.() ?? field.value;
      const on = field.kind === "switch" && (await page.locator(`${form.inside} input[type=checkbox]`).nth(field.index).isChecked().catch(() => null));
      if (field.kind === "switch") {
        await form.open();
        field.back = on ?? (await page.locator(`${form.inside} input[type=checkbox]`).nth(field.index).isChecked());
      }
      const paths = await form.change(field, field.kind === "switch" ? !field.back : value);
      check(paths.length === 1, `${address}: ${name} set to ${value} changes ${paths.length ? paths : "nothing"}`);
      const [path] = paths;
      check(!owners.has(path) || shared.includes(path), `${address}: ${path} belongs to ${owners.get(path)} and to ${name}`);
      owners.set(path, name);
      // Cleared, or put back; a form may refuse an empty field, and a secret stays.
      const cleared = await form.change(field, field.kind === "text" ? "" : field.back);
      check(cleared.every((one) => one === path), `${address}: ${name} cleared changes ${cleared}`);
    }
    // Left alone.
    const before = await read();
    await form.open();
    await form.put({ kind: "text", name: fields.find(({ kind }) => kind === "text").name }, "x");
    await form.forget();
    check(changed(before, await read()).length === 0, "what is not saved changes nothing");
    check(owners.size > 1, `${address} has ${owners.size} fields`);
  });
}

const limits = { usd_day: 5e9, rpm: 40, concurrent_requests: 4 };

async function every_field_of_a_user({ browser, hub }) {
  const user = await hub.call("POST", "/api/v1/users", {
    name: `Form ${Date.now()}`, note: "kept", groups: ["default"], allowed_models: ["gpt-*"], limits,
  });
  await every_field({ browser, hub }, `/users?edit=${user.id}`, () => hub.call("GET", `/api/v1/users/${user.id}`));
}

async function every_field_of_a_key({ browser, hub }) {
  const user = await hub.call("POST", "/api/v1/users", { name: `Holder ${Date.now()}` });
  const made = { name: "laptop", groups: ["default"], can_login: true, limits };
  const { key } = await hub.call("POST", `/api/v1/users/${user.id}/keys`, made);
  await every_field({ browser, hub }, `/users?key=${key.id}`, () => hub.call("GET", `/api/v1/keys/${key.id}`));
}

async function every_field_of_a_provider({ browser, hub }) {
  const { id } = await hub.call("POST", "/api/v1/providers", {
    name: `Form ${Date.now()}`, url: hub.vendor.url, credential: "sk-form", groups: ["form"], note: "kept", limits, enabled: false,
  });
  await every_field({ browser, hub }, `/providers?edit=${id}`, () => hub.call("GET", `/api/v1/providers/${id}`));
  await hub.call("DELETE", `/api/v1/providers/${id}`);
}

async function every_field_of_a_group({ browser, hub }) {
  const group = await hub.call("POST", "/api/v1/provider-groups", { name: `form-${Date.now()}`, multiplier: 2, note: "kept" });
  const read = async () => (await hub.call("GET", "/api/v1/provider-groups")).find(({ id }) => id === group.id);
  await every_field({ browser, hub }, `/groups?edit=${group.name}`, read);
}

async function every_field_of_a_price({ browser, hub }) {
  const model = `form-model-${Date.now()}`;
  const account = { name: `Own price ${Date.now()}`, url: hub.vendor.url, credential: "sk-form", groups: ["form"], enabled: false };
  const { id } = await hub.call("POST", "/api/v1/providers", account);
  const entry = { input_cost_per_token: 3e-6, output_cost_per_token: 1.5e-5, mode: "chat" };
  await hub.call("PUT", "/api/v1/prices", { model, entry });
  // A price of a provider alone, whichever the form offers first, stands beside the one of all.
  const read = async () => {
    const [own] = await hub.call("GET", `/api/v1/prices/${model}`);
    const providers = await hub.call("GET", "/api/v1/providers");
    const special = ({ id }) => hub.call("GET", `/api/v1/prices/${model}?provider=${id}`).catch(() => []);
    return { ...own.entry, of_provider: (await Promise.all(providers.map(special))).flat().length };
  };
  await every_field({ browser, hub }, `/prices?edit=${model}`, read);
  await hub.call("DELETE", `/api/v1/providers/${id}`);
}

async function every_setting({ browser, hub }) {
  const read = () => hub.call("GET", "/api/v1/system/settings");
  const before = await read();
  await every_field({ browser, hub }, "/settings", read, ["rectifiers_off"]);
  await hub.call("PATCH", "/api/v1/system/settings", { reset: Object.keys(before) });
  check(changed(before, await read()).length === 0, "all are as they were");
}

export const tests = [
  every_field_of_a_user, every_field_of_a_key, every_field_of_a_provider, every_field_of_a_group,
  every_field_of_a_price, every_setting,
];
