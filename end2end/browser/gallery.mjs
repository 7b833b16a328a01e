// Every page, drawer and dialog in both themes, at a desk and on a phone: a picture in end2end/out, no sideways scroll,
// nothing that axe objects to. With GALLERY=all on a tablet and in Chinese, too.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { accessible } from "./axe.mjs";
import { check, open, signIn, withPage } from "./page.mjs";
import { dialogs, places } from "./places.mjs";

const out = join(import.meta.dirname, "..", "out");

const widths = {
  desk: { width: 1440, height: 960 },
  tablet: { width: 768, height: 1024 },
  phone: { width: 360, height: 760 },
};
const everything = process.env.GALLERY === "all";

/** What is looked at by default: both themes at a desk, the light one on a phone. */
function wanted(theme, size, language) {
  return everything || (language === "en" && (size === "desk" || (size === "phone" && theme === "light")));
}

async function look(page, name) {
  await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(wide <= 0, `${name} scrolls sideways by ${wide} px`);
  await accessible(page, name);
}

/** Clicks until a dialog is open; from the start where a list was not alive yet. */
async function unfold(page, url, clicks) {
  for (let turn = 1; ; turn += 1) {
    await open(page, url);
    try {
      for (const target of clicks) await page.locator(target).first().click({ timeout: 5_000 });
      await page.locator("dialog:modal, :popover-open").first().waitFor({ timeout: 5_000 });
      await page.waitForFunction(() => !document.querySelector(".skeleton"));
      return true;
    } catch (error) {
      if (turn === 3) throw error;
    }
  }
}

async function shoot({ browser, hub }, theme) {
  await mkdir(out, { recursive: true });
  const all = await places(hub);
  const faults = [];
  for (const language of ["en", "zh-CN"]) {
    for (const [size, viewport] of Object.entries(widths)) {
      if (!wanted(theme, size, language)) continue;
      await withPage(browser, { viewport, bypassCSP: true, reducedMotion: "reduce" }, async (page) => {
        const cookies = { cch_theme: theme, cch_locale: language };
        await page.context().addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: hub.url })));
        const shot = (name) => look(page, `${name}-${theme}-${size}-${language}`).catch((error) => faults.push(error.message));
        await open(page, `${hub.url}/login`);
        await shot("login");
        await signIn(page, hub);
        for (const [name, path] of Object.entries(all)) {
          await open(page, hub.url + path);
          await page.waitForFunction(() => !document.querySelector(".skeleton"));
          await page.waitForFunction(() => [...document.querySelectorAll(".chart")].every((one) => one.querySelector("canvas")));
          await shot(name);
        }
        for (const [name, [path, ...clicks]] of Object.entries(dialogs)) {
          const opened = await unfold(page, hub.url + path, clicks).catch((error) => faults.push(`${name}: ${error.message}`));
          if (opened === true) await shot(name);
        }
      });
    }
  }
  check(faults.length === 0, faults.join("\n"));
}

const every_page_in_the_light = (context) => shoot(context, "light");
const every_page_in_the_dark = (context) => shoot(context, "dark");

export const tests = [every_page_in_the_light, every_page_in_the_dark];
