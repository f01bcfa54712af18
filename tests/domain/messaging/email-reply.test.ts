import { describe, expect, it } from "vitest";
import { messageOfAddress, replyAddress, withoutQuote } from "../../../src/domain/messaging/email-reply.ts";

const ID = "msg_01k0000000000000000000000a";

describe("the address that answers go to", () => {
  it("names its message, in whatever case it comes back", () => {
    const address = replyAddress(ID, "in.example.com");
    expect(messageOfAddress(address)).toBe(ID);
    expect(messageOfAddress(`Salon <${address.toUpperCase()}>`)).toBe(ID);
  });

  it.each(["info@example.com", "reply+msg_1@example.com", "reply+usr_01k0000000000000000000000a@x.de", ""])(
    "is not %s",
    (address) => expect(messageOfAddress(address)).toBeNull(),
  );
});

it.each([
  ["Ja, gern.\n\nAm 27.11.2026 um 10:00 schrieb Salon <x@y.de>:\n> Hallo", "Ja, gern."],
  ["Fine\r\n> quoted", "Fine"],
  ["Thanks\n-----Original Message-----\nFrom: Salon", "Thanks"],
  ["> only a quote", "> only a quote"],
  ["On time is fine for me", "On time is fine for me"],
])("of %j they have written %j", (text, own) => {
  expect(withoutQuote(text)).toBe(own);
});
