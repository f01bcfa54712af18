import { describe, expect, it } from "vitest";
import { importRetellKey, verifyRetell } from "../../../src/providers/voice/retell.ts";
import { signRetell } from "../../support/worker/retell.ts";

/** Made and verified with retell-sdk 5.66.1. */
const VECTOR = {
  apiKey: "key_test_retell_123",
  body: '{"event":"call_ended","call":{"call_id":"call_test_1"}}',
  at: 1_760_000_000_000,
  header: "v=1760000000000,d=e2ad086fac495d7c2ed219a1aa734fdef3336b62554ba72b677f82c81513c3db",
};
const WINDOW_MS = 5 * 60_000;
const encoder = new TextEncoder();

async function verify({ body = VECTOR.body, header = VECTOR.header, apiKey = VECTOR.apiKey, now = VECTOR.at }) {
  return verifyRetell(await importRetellKey(apiKey), encoder.encode(body), header, now);
}

describe("abuse 44: a signature of Retell", () => {
  it("is accepted as its SDK makes it", async () => {
    expect(await verify({})).toBe(true);
    expect(await signRetell(VECTOR.apiKey, VECTOR.body, VECTOR.at)).toBe(VECTOR.header);
  });

  it("covers the bytes, not the meaning: the same JSON written anew is refused", async () => {
    const spaced = JSON.stringify(JSON.parse(VECTOR.body), null, 1);
    expect(await verify({ body: spaced })).toBe(false);
    expect(await verify({ body: `${VECTOR.body}\n` })).toBe(false);
    const escaped = '{"name":"J\\u00fcrgen"}';
    const header = await signRetell(VECTOR.apiKey, escaped, VECTOR.at);
    expect(await verify({ body: escaped, header })).toBe(true);
    expect(await verify({ body: JSON.stringify(JSON.parse(escaped)), header })).toBe(false);
  });

  it("covers letters beyond ASCII and an empty body", async () => {
    for (const body of ['{"name":"Jürgen Weiß 💇"}', ""]) {
      expect(await verify({ body, header: await signRetell(VECTOR.apiKey, body, VECTOR.at) })).toBe(true);
    }
  });

  it("counts for five minutes in both directions and not a millisecond longer", async () => {
    for (const late of [-WINDOW_MS, 0, WINDOW_MS]) expect(await verify({ now: VECTOR.at + late })).toBe(true);
    for (const late of [-WINDOW_MS - 1, WINDOW_MS + 1]) expect(await verify({ now: VECTOR.at + late })).toBe(false);
  });

  it("cannot be given a younger timestamp", async () => {
    const now = VECTOR.at + WINDOW_MS + 1;
    expect(await verify({ now, header: VECTOR.header.replace("v=1760000000000", `v=${now}`) })).toBe(false);
  });

  it("is refused under another key", async () => {
    expect(await verify({ apiKey: "key_test_retell_124" })).toBe(false);
  });

  it.each([
    ["nothing", ""],
    ["no digest", "v=1760000000000"],
    ["no timestamp", VECTOR.header.replace(/^v=\d+,/, "")],
    ["a digest that is too short", VECTOR.header.slice(0, -1)],
    ["a digest that is too long", `${VECTOR.header}0`],
    ["one wrong digit", VECTOR.header.replace(/b$/, "c")],
    ["letters that are not hex", VECTOR.header.replace(/b$/, "g")],
    ["a timestamp that is no number", VECTOR.header.replace("1760000000000", "soon")],
    ["a timestamp in seconds", VECTOR.header.replace("1760000000000", "1760000000")],
    ["a negative timestamp", VECTOR.header.replace("v=", "v=-")],
    ["the parts the wrong way round", VECTOR.header.split(",").reverse().join(",")],
    ["two signatures", `${VECTOR.header},${VECTOR.header}`],
    ["garbage", "💥".repeat(50)],
  ])("is refused, not tripped over, with %s", async (_, header) => {
    expect(await verify({ header })).toBe(false);
  });
});
