import Retell from "retell-sdk";
import { describe, expect, it } from "vitest";
import { sign } from "../../sandbox/vendors/retell/signature.ts";

describe("sign", () => {
  it("makes the signature of the published vector", () => {
    const body = '{"event":"call_ended","call":{"call_id":"call_test_1"}}';
    expect(sign(body, "key_test_retell_123", 1_760_000_000_000)).toBe(
      "v=1760000000000,d=e2ad086fac495d7c2ed219a1aa734fdef3336b62554ba72b677f82c81513c3db",
    );
  });

  it("is accepted by Retell's own check, for any letters", async () => {
    const body = JSON.stringify({ name: "Jürgen Weiß", emoji: "💇" });
    expect(await Retell.verify(body, "key_1", sign(body, "key_1", Date.now()))).toBe(true);
    expect(await Retell.verify(`${body} `, "key_1", sign(body, "key_1", Date.now()))).toBe(false);
    expect(await Retell.verify(body, "key_2", sign(body, "key_1", Date.now()))).toBe(false);
    expect(await Retell.verify(body, "key_1", sign(body, "key_1", Date.now() - 301_000))).toBe(false);
  });
});
