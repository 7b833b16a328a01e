// A long list that grows while somebody reads it: every row once, in order, and nothing jumps.

import { check, open, signIn, withPage } from "./page.mjs";

const ROWS = 10_000;
const AT_ONCE = 24;

async function account(hub) {
  const user = await hub.call("POST", "/api/v1/users", { name: `Crowd ${Date.now()}` });
  const { secret } = await hub.call("POST", `/api/v1/users/${user.id}/keys`, { name: "mill" });
  return { user: user.id, secret };
}

async function send(hub, secret, count) {
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const answer = await hub.ask(secret, {});
      check(answer.status === 200, `${answer.status} ${await answer.clone().text()}`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Every request of a user, newest first, as the API lists them. */
async function listed(hub, user) {
  const ids = [];
  for (let cursor = ""; cursor !== null; ) {
    const page = await hub.call("GET", `/api/v1/usage-logs?user=${user}&limit=200${cursor && `&cursor=${cursor}`}`);
    ids.push(...page.items.map((row) => row.id));
    cursor = page.next;
  }
  return ids;
}

/** The rows that the page has drawn, from above, how far each is from the window's top, and how far that is scrolled. */
const drawn = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("tbody a.cover")].map((link) => [
      new URL(link.href).searchParams.get("id"),
      link.closest("tr").getBoundingClientRect().top,
      window.scrollY,
    ]),
  );

async function a_list_that_grows_is_read_to_its_end({ browser, hub }) {
  const { user, secret } = await account(hub);
  await send(hub, secret, ROWS);
  await hub.stored(user, ROWS);
  const before = await listed(hub, user);
  check(before.length === ROWS && new Set(before).size === ROWS, `${before.length} rows are stored`);

  let busy = true;
  const more = async () => {
    // A hundred a second.
    for (let next = performance.now(); busy; next += 100) {
      await Promise.all(Array.from({ length: 10 }, () => hub.ask(secret, {}).then((answer) => answer.arrayBuffer())));
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next + 100 - performance.now())));
    }
  };
  await withPage(browser, {}, async (page) => {
    await signIn(page, hub);
    await open(page, `${hub.url}/logs?user=${user}`);
    // Away from the top, so that news is held back.
    await page.mouse.move(700, 500);
    await page.mouse.wheel(0, 600);
    await page.waitForFunction(() => window.scrollY >= 600);
    const growing = more();
    const seen = [];
    const known = new Set();
    try {
      for (let still = 0; still < 40 && known.size < ROWS; ) {
        const [rows, again] = [await drawn(page), await drawn(page)];
        // Nothing moves by itself: the wheel may still turn.
        const moved = again.filter(([id, top, scrolled]) =>
          rows.some(([other, was, then]) => {
            const [way, wheel] = [top - was, then - scrolled];
            return other === id && Math.abs(way) > 2 && Math.abs(way - wheel) > 2;
          }),
        );
        check(moved.length === 0, `${moved.length} rows jumped, the first one from ${rows.find(([id]) => id === moved[0]?.[0])} to ${moved[0]}`);
        const fresh = rows.map(([id]) => id).filter((id) => !known.has(id));
        check(new Set(rows.map(([id]) => id)).size === rows.length, "a row is drawn twice");
        fresh.forEach((id) => known.add(id));
        seen.push(...fresh);
        still = fresh.length ? 0 : still + 1;
        await page.mouse.wheel(0, 700);
        await page.waitForTimeout(fresh.length ? 10 : 100);
      }
    } finally {
      busy = false;
      await growing;
    }
    const old = new Set(before);
    const read = seen.filter((id) => old.has(id));
    const first = before.indexOf(read[0]);
    check(first >= 0 && first < 60, `the first row read is the list's ${first}th`);
    check(read.length === ROWS - first, `${read.length} of ${ROWS - first} rows were read`);
    check(read.every((id, index) => id === before[first + index]), "they came in the list's order");
  });
}

export const tests = [a_list_that_grows_is_read_to_its_end];
