// Ways in: tokens for programs, browsers that are signed in, the second factor.

import { createHmac } from "node:crypto";
import { check, open, signIn, withPage } from "./page.mjs";

/** What an authenticator app shows now for a secret in Base32, or `steps` of 30 s later. */
function code(secret, steps = 0) {
  const bits = [...secret].map((char) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(char).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac("sha1", key).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** A user of that role, with a key that signs in. */
async function person(hub, role) {
  const user = await hub.call("POST", "/api/v1/users", { name: `${role} ${Date.now()}`, role });
  const { secret } = await hub.call("POST", `/api/v1/users/${user.id}/keys`, { name: "laptop", can_login: true });
  return { name: user.name, secret };
}

function asked(hub, token, path) {
  return fetch(hub.url + path, { headers: { authorization: `Bearer ${token}` } });
}

async function a_program_gets_a_token_and_loses_it({ browser, hub }) {
  const admin = await person(hub, "admin");
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub, admin.secret);
    await page.getByRole("button", { name: /account/i }).click();
    await page.locator("#account").getByRole("link", { name: "Access" }).click();
    await page.waitForURL((url) => url.pathname === "/access");
    await page.getByRole("button", { name: "New token" }).click();
    const dialog = page.locator("dialog:modal");
    await dialog.locator("input[name=name]").fill("nightly");
    await dialog.getByRole("switch", { name: /users:write/ }).check();
    await dialog.getByRole("button", { name: "Create" }).click();
    const token = (await dialog.locator(".once .grow").innerText()).trim();
    check(token.startsWith("cch_"), token);
    check((await asked(hub, token, "/api/v1/users")).status === 200, "it reads");
    const made = await fetch(`${hub.url}/api/v1/providers`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ name: "x", url: hub.vendor.url, credential: "sk" }),
    });
    check(made.status === 403 && (await made.text()).includes("providers:write"), `${made.status}`);
    await dialog.getByRole("button", { name: "Done" }).click();

    const line = page.getByRole("row", { name: /nightly/ });
    await line.getByText("users:write").waitFor();
    await line.getByRole("button", { name: "Revoke nightly" }).click();
    await page.getByRole("button", { name: "Revoke", exact: true }).click();
    await page.getByText("nightly is revoked").waitFor();
    await line.waitFor({ state: "detached" });
    check((await asked(hub, token, "/api/v1/users")).status === 401, "it opens nothing any more");
  });
}

async function another_browser_is_signed_out({ browser, hub }) {
  const user = await person(hub, "user");
  await withPage(browser, {}, async (other) => {
    await signIn(other, hub, user.secret);
    await withPage(browser, {}, async (page) => {
      await signIn(page, hub, user.secret);
      await open(page, `${hub.url}/access`);
      await page.getByText("This one").waitFor();
      await page.getByRole("button", { name: `Sign out ${user.name}` }).click();
      await page.getByText("Signed out there").waitFor();
      await page.getByRole("button", { name: `Sign out ${user.name}` }).waitFor({ state: "detached" });
    });
    await other.goto(`${hub.url}/logs`);
    await other.waitForURL((url) => url.pathname === "/login");
  });
}

async function an_admin_shows_a_code_beside_the_key({ browser, hub }) {
  const admin = await person(hub, "admin");
  let secret;
  await withPage(browser, { expected: /status of 400/ }, async (page) => {
    await signIn(page, hub, admin.secret);
    await open(page, `${hub.url}/access`);
    await page.getByRole("button", { name: "Set up" }).click();
    const dialog = page.locator("dialog:modal");
    await dialog.locator(".qr svg").waitFor();
    secret = (await dialog.locator(".once .grow").innerText()).trim();
    await dialog.locator("input[name=code]").fill("000");
    await page.keyboard.press("Enter");
    await dialog.getByText("This code is wrong").first().waitFor();
    await dialog.locator("input[name=code]").fill(code(secret));
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await page.getByRole("button", { name: "Turn off" }).waitFor();
  });
  await withPage(browser, { expected: /status of 401/ }, async (page) => {
    await open(page, `${hub.url}/login`);
    await page.locator("input[name=key]").fill(admin.secret);
    await page.keyboard.press("Enter");
    const field = page.locator("input[name=code]");
    await field.fill("000000");
    await page.keyboard.press("Enter");
    await page.getByText("This code is wrong").first().waitFor();
    // The one before was taken when it was confirmed.
    await field.fill(code(secret, 1));
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/");
  });
}

export const tests = [
  a_program_gets_a_token_and_loses_it,
  another_browser_is_signed_out,
  an_admin_shows_a_code_beside_the_key,
];
