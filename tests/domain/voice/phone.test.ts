import { describe, expect, it } from "vitest";
import { countryOfNumber, toE164 } from "../../../src/domain/voice/phone.ts";

describe("toE164", () => {
  it.each([
    ["0151 234 567 89", "DE", "+4915123456789"],
    ["+49 151 23456789", "US", "+4915123456789"],
    ["0049 151 / 23456789", "DE", "+4915123456789"],
    ["+49 (0)30 901820", "DE", "+4930901820"],
    ["(030) 90-18-20", "DE", "+4930901820"],
    ["０１５１２３４５６７８９", "DE", "+4915123456789"],
    ["null eins fünf eins zwei drei vier fünf sechs sieben acht neun", "DE", "+4915123456789"],
    ["plus 49 151 23456789", "DE", "+4915123456789"],
    ["(213) 373-4253", "US", "+12133734253"],
    ["2 1 3 3 7 3 4 2 5 3", "US", "+12133734253"],
    ["+14155551234", "DE", "+14155551234"],
    ["+4930901820", null, "+4930901820"],
  ])("%s in %s is %s", (spoken, country, e164) => {
    expect(toE164(spoken, country)).toEqual({ ok: true, value: e164 });
  });

  it.each([
    ["", "DE"],
    ["12", "DE"],
    ["+49 12", "DE"],
    ["030 901820", null],
    ["030 901820", "XX"],
    ["030 901820 ext. 5", "DE"],
    ["030 901820;ext=5", "DE"],
    ["030 901820 Durchwahl 5", "DE"],
    ["call me", "DE"],
    ["+++49", "DE"],
    ["+49 151 23456789 +49 151 23456789", "DE"],
    ["1".repeat(40), "DE"],
    ["1".repeat(100_000), "DE"],
    ["<script>0151 23456789</script>", "DE"],
  ])("%j in %s is refused", (spoken, country) => {
    expect(toE164(spoken, country)).toEqual({ ok: false, error: { reason: "invalid_phone" } });
  });
});

it("tells the country of a number", () => {
  expect([countryOfNumber("+4930901820"), countryOfNumber("+12133734253"), countryOfNumber("nonsense")]).toEqual([
    "DE",
    "US",
    null,
  ]);
});
