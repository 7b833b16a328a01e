// Users and keys, many at once.

import { check, open, signIn, withPage } from "./page.mjs";

async function users_and_keys_are_changed_together({ browser, hub }) {
  const mark = `crew-${Date.now()}`;
  const made = [];
  for (const name of ["Ada", "Bo", "Cy"]) {
    const user = await hub.call("POST", "/api/v1/users", { name: `${name} ${mark}` });
    const { key } = await hub.call("POST", `/api/v1/users/${user.id}/keys`, { name: `of-${name}` });
    made.push({ user, key });
  }
  const [ada, bo, cy] = made;
  const user = ({ user }) => hub.call("GET", `/api/v1/users/${user.id}`);
  const key = ({ key }) => hub.call("GET", `/api/v1/keys/${key.id}`);
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/users?q=${mark}`);
    await page.getByText("All shown: 6").waitFor();
    await page.getByRole("checkbox", { name: `Choose Ada ${mark}` }).check();
    await page.getByRole("checkbox", { name: "Choose of-Bo" }).check();
    await page.getByText("Chosen: 2").waitFor();
    await page.getByRole("button", { name: "Disable", exact: true }).click();
    await page.getByText("Done for: 2").waitFor();
    check(!(await user(ada)).enabled && !(await key(bo)).enabled, "both are off");
    check((await key(ada)).enabled && (await user(bo)).enabled, "nothing else is");
    await page.getByText("All shown: 6").waitFor();

    // All that are shown, with a field that is wrong first.
    await page.getByRole("checkbox", { name: "Choose all shown" }).check();
    await page.getByText("Chosen: 6").waitFor();
    await page.getByRole("button", { name: "Change…" }).click();
    // In front of everything, at once.
    await page.locator("dialog:modal").waitFor();
    const dialog = page.getByRole("dialog").filter({ hasText: "Change chosen: 6" });
    await dialog.getByRole("button", { name: "Apply" }).click();
    await dialog.getByText("Enter what to change.").waitFor();
    await dialog.getByRole("textbox", { name: "Groups" }).fill("eu, us");
    await dialog.getByText("at a date").click();
    await dialog.getByRole("button", { name: "Apply" }).click();
    await dialog.getByText("Enter a date.").waitFor();
    await dialog.locator("[name=expires_at]").fill("2031-02-03T04:05");
    await dialog.getByRole("button", { name: "Apply" }).click();
    await page.getByText("Done for: 6").waitFor();
    for (const one of [await user(ada), await user(cy), await key(bo), await key(cy)]) {
      check(one.groups.join() === "eu,us" && one.expires_at > 1.9e12, JSON.stringify(one));
    }
    check(!(await user(ada)).enabled, "what was left out stays");

    // Gone, after a question.
    await page.getByRole("checkbox", { name: `Choose Cy ${mark}` }).check();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    const sure = page.getByRole("dialog").filter({ hasText: "Delete chosen: 1" });
    await sure.getByRole("button", { name: "Delete" }).click();
    await page.getByText("All shown: 4").waitFor();
  });
  const left = (await hub.call("GET", "/api/v1/users")).filter(({ user }) => user.name.endsWith(mark));
  check(left.length === 2, `${left.length} are left`);
}

export const tests = [users_and_keys_are_changed_together];
