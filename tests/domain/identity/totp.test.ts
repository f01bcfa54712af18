import { describe, expect, it } from "vitest";
import { fromBase32, otpauthUri, readCode, stepsAround, toBase32 } from "../../../src/domain/identity/totp-code.ts";
import { codeOfStep, matchStep, newTotpSecret } from "../../../src/use-cases/identity/factors/totp.ts";

const SECRET = new Uint8Array(new TextEncoder().encode("12345678901234567890"));

describe("a code of an authenticator app", () => {
  // RFC 6238, appendix B, SHA-1.
  it.each([
    [59, "94287082"],
    [1_111_111_109, "07081804"],
    [1_111_111_111, "14050471"],
    [1_234_567_890, "89005924"],
    [2_000_000_000, "69279037"],
    [20_000_000_000, "65353130"],
  ])("at %i s is %s, as RFC 6238 says", async (seconds, code) => {
    expect(await codeOfStep(SECRET, Math.floor(seconds / 30), 8)).toBe(code);
    expect(await codeOfStep(SECRET, Math.floor(seconds / 30), 6)).toBe(code.slice(2));
  });

  it("is good in its step and the ones beside it, and in no other", async () => {
    const now = 1_700_000_015_000;
    const step = Math.floor(now / 30_000);
    for (const offset of [-2, -1, 0, 1, 2]) {
      const code = await codeOfStep(SECRET, step + offset, 6);
      expect(await matchStep(SECRET, code, now)).toBe(Math.abs(offset) <= 1 ? step + offset : null);
    }
    expect(stepsAround(0)).toEqual([0, 1]);
  });

  it.each(["123456", "123 456", " 123-456 "])("is read however it was pasted: %j", (text) => {
    expect(readCode(text)).toBe("123456");
  });

  it.each(["", "12345", "1234567", "12345a", "１２３４５６"])("is not %j", (text) => {
    expect(readCode(text)).toBeNull();
  });
});

describe("a secret", () => {
  it.each(["", "f", "fo", "foo", "foob", "fooba", "foobar"])("survives base32: %j", (text) => {
    const bytes = new Uint8Array(new TextEncoder().encode(text));
    expect(fromBase32(toBase32(bytes))).toEqual(bytes);
  });

  it("is written as RFC 4648 says, and has 160 bits", () => {
    expect(toBase32(new TextEncoder().encode("foobar"))).toBe("MZXW6YTBOI");
    expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(newTotpSecret());
  });

  it("is told to the app with who and where", () => {
    const uri = otpauthUri({ secret: "MZXW6", account: "a b@example.com", issuer: "Frontdesk" });
    expect(uri).toBe("otpauth://totp/Frontdesk:a%20b%40example.com?secret=MZXW6&issuer=Frontdesk");
  });
});
