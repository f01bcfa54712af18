import { describe, expect, it } from "vitest";
import { isVendorStart, meaningOfReply } from "../../../src/domain/messaging/reply-words.ts";
import { smsSize } from "../../../src/domain/messaging/sms-segments.ts";

describe("the size of an SMS", () => {
  it.each([
    { name: "160 letters fit", text: "a".repeat(160), encoding: "gsm7", units: 160, segments: 1 },
    { name: "161 take two", text: "a".repeat(161), encoding: "gsm7", units: 161, segments: 2 },
    { name: "umlauts are in the alphabet", text: "Grüße äöüß", encoding: "gsm7", units: 10, segments: 1 },
    { name: "a euro takes two places", text: `${"a".repeat(159)}€`, encoding: "gsm7", units: 161, segments: 2 },
    {
      name: "a euro is not cut in two",
      text: `${"a".repeat(152)}€${"b".repeat(152)}`,
      encoding: "gsm7",
      units: 306,
      segments: 3,
    },
    { name: "one emoji makes it UCS-2", text: `${"a".repeat(69)}😀`, encoding: "ucs2", units: 71, segments: 2 },
    { name: "70 of UCS-2 fit", text: "я".repeat(70), encoding: "ucs2", units: 70, segments: 1 },
    { name: "nothing is one", text: "", encoding: "gsm7", units: 0, segments: 1 },
  ])("$name", ({ text, encoding, units, segments }) => {
    expect(smsSize(text)).toEqual({ encoding, units, segments });
  });
});

describe("a short answer", () => {
  it.each([
    ["STOP", "twilio", "stop"],
    [" stop. ", "telnyx", "stop"],
    ["Abmelden!", "whatsapp", "stop"],
    ["CANCEL", "twilio", "stop"],
    ["CANCEL", "whatsapp", "cancel"],
    ["Start", "twilio", "start"],
    ["JA", "twilio", "confirm"],
    ["Yes", "telnyx", "confirm"],
    ["Absagen", "twilio", "cancel"],
    ["no", "telnyx", "cancel"],
    ["stop by at five", "twilio", null],
    ["Ja, aber später", "twilio", null],
    ["Ja, danke!", "twilio", "confirm"],
    ["yes please", "telnyx", "confirm"],
    ["👍🏽", "twilio", "confirm"],
    ["Nein danke", "twilio", null],
    ["danke", "twilio", null],
    ["", "twilio", null],
  ] as const)("%j by %s means %s", (text, vendor, meaning) => {
    expect(meaningOfReply(text, vendor)).toBe(meaning);
  });

  it("lifts an opt-out where the vendor sees it so", () => {
    expect([
      isVendorStart("Yes!", "twilio"),
      isVendorStart("Yes", "telnyx"),
      isVendorStart("yes please", "twilio"),
    ]).toEqual([true, false, false]);
  });
});
