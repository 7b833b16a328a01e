// The bundle that users load is the one under test.

import { check } from "./page.mjs";

async function the_optimised_bundle_is_served_compressed({ hub }) {
  const answer = await fetch(`${hub.url}/pkg/cch_bg.wasm`, { headers: { "accept-encoding": "br" } });
  check(answer.status === 200, `status ${answer.status}`);
  check(answer.headers.get("content-encoding") === "br", "it is not compressed with brotli");
  const again = await fetch(`${hub.url}/pkg/cch_bg.wasm`, {
    headers: { "accept-encoding": "br", "if-none-match": answer.headers.get("etag") },
  });
  check(again.status === 304, `asked again: status ${again.status}`);
}

export const tests = [
  the_optimised_bundle_is_served_compressed,
];
