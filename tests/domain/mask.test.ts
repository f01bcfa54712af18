import fc from "fast-check";
import { expect, it } from "vitest";
import { mask, maskText } from "../../src/mask.ts";

it.each([
  ["mail to erika.muster+desk@mail.example.com failed", "mail to [email] failed"],
  ["UNIQUE failed: +49 151 12345678", "UNIQUE failed: [phone]"],
  ["0049 (151) 123-45678 is busy", "[phone] is busy"],
  ["key fd_live_abcdefgh12345678 is wrong", "key [secret] is wrong"],
  ["sent Bearer abc.def", "sent [secret]"],
  [`token ${"a".repeat(43)}`, "token [secret]"],
  [
    "apt_00000000000000000000000001 at 2026-12-01T10:00:00+01:00",
    "apt_00000000000000000000000001 at 2026-12-01T10:00:00+01:00",
  ],
  ["5f0e7c1a-3b7d-4c59-9f2e-6d1f0c7b2a10 took 12345678 ms", "5f0e7c1a-3b7d-4c59-9f2e-6d1f0c7b2a10 took 12345678 ms"],
])("of %j it leaves %j", (text, masked) => {
  expect(maskText(text)).toBe(masked);
});

it("hides what its very name says is personal or secret, however deep, and keeps ids and counts", () => {
  const facts = { keyId: "key_1", count: 3, customer: { name: "Erika", ids: ["cus_1"], notes: "x" }, password: "x" };
  expect(mask(facts)).toEqual({
    keyId: "key_1",
    count: 3,
    customer: { name: "[masked]", ids: ["cus_1"], notes: "[masked]" },
    password: "[masked]",
  });
});

it("is bounded, whatever it is given", () => {
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  expect(
    JSON.stringify(mask({ circle, many: Array.from({ length: 1_000 }, () => "x".repeat(9_000)) })).length,
  ).toBeLessThan(60_000);
});

it("lets no address through, whatever stands around it", () => {
  const around = fc.constantFrom("", " ", "<", ">", '"', ",", "=", "mailto:", "\n", "(");
  fc.assert(
    fc.property(around, fc.emailAddress(), around, (before, address, after) => {
      expect(maskText(`${before}${address}${after}`)).not.toContain(address);
    }),
  );
});
