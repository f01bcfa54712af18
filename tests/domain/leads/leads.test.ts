import { describe, expect, it } from "vitest";
import { contactSeconds, median, mergedDetails, statusAfterReturn } from "../../../src/domain/leads/lead.ts";
import { readLeadPhone, takesTexts } from "../../../src/domain/leads/lead-phone.ts";
import { readEmail } from "../../../src/domain/leads/read-email.ts";

describe("abuse 38: a lead's number", () => {
  it.each([
    ["0151 12345678", "DE", "+4915112345678", "mobile"],
    ["０１５１ １２３４５６７８", "DE", "+4915112345678", "mobile"],
    ["0049 (0)30 901820", "DE", "+4930901820", "landline"],
    ["+43 664 1234567", "DE", "+436641234567", "mobile"],
    ["079 123 45 67", "CH", "+41791234567", "mobile"],
    ["(212) 555-0123", "US", "+12125550123", "either"],
  ])("%s in %s is %s, a %s", (text, country, e164, type) => {
    expect(readLeadPhone(text, country)).toEqual({ ok: true, value: { e164, type } });
  });

  it.each(["", "n/a", "12", "+49 900 1234567", "0900 1234567", "0800 1234567", "+4915", "0151 12345678 ext. 5"])(
    "%j is nobody's that one may call",
    (text) => {
      expect(readLeadPhone(text, "DE").ok).toBe(false);
    },
  );

  it("takes texts unless it is a landline", () => {
    expect([takesTexts("mobile"), takesTexts("either"), takesTexts("landline"), takesTexts(null)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe("a lead that comes back", () => {
  const known = { name: "Erika", phone: "+4915112345678", email: null, request: "Colour", todo: "call" };

  it("is new again, but not by a file", () => {
    expect(statusAfterReturn("lost", "form")).toBe("new");
    expect(statusAfterReturn("booked", "phone")).toBe("new");
    expect(statusAfterReturn("lost", "import")).toBe("lost");
    expect(statusAfterReturn("qualified", "form")).toBe("qualified");
  });

  it("keeps what is known of it and gains what was missing", () => {
    const given = { name: "E. Other", phone: "+493012345678", email: "e@example.com", request: "Cut" };
    expect(mergedDetails(known, given)).toEqual({ ...known, email: "e@example.com", request: "Cut" });
    expect(mergedDetails(known, { ...given, request: null }).request).toBe("Colour");
  });
});

describe("the time to the first contact", () => {
  it("is in whole seconds, and never less than none", () => {
    expect(contactSeconds(1_000, 12_600)).toBe(12);
    expect(contactSeconds(1_000, 0)).toBe(0);
    expect(contactSeconds(1_000, null)).toBeNull();
  });

  it.each([
    [[], null],
    [[7], 7],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2],
  ])("of %j has the median %j", (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});

describe("an e-mail that is pasted", () => {
  it("tells who asks for what, by its form's labels", () => {
    const text =
      "Neue Anfrage\nName: Erika Müller\nTelefon: 0151 / 123 456 78\nE-Mail: erika@example.com\nNachricht: Balayage?";
    expect(readEmail(text, "DE")).toEqual({
      name: "Erika Müller",
      phone: "+4915112345678",
      email: "erika@example.com",
      request: "Balayage?\nNeue Anfrage",
    });
  });

  it("tells it by its sender and its words when there are no labels, without the signature", () => {
    const text =
      'From: "Max Mustermann" <max@example.com>\nTo: salon@example.com\nDate: Mon, 30 Nov 2026\nSubject: Termin\n\nHallo,\nich hätte gern einen Termin. Meine Nummer: +49 30 901820.\nViele Grüße\nMax\nMustermann GmbH';
    const read = readEmail(text, "DE");
    expect(read).toMatchObject({ name: "Max Mustermann", email: "max@example.com", phone: "+4930901820" });
    expect(read.request).toContain("ich hätte gern einen Termin");
    expect(read.request).not.toContain("GmbH");
  });

  it("is bounded, whatever it holds", () => {
    const started = readEmail(`${"a".repeat(50_000)}\n${"0".repeat(30_000)}${": ".repeat(9_000)}`, "DE");
    expect(started.request?.length).toBeLessThanOrEqual(2_000);
    expect(readEmail("", "DE")).toEqual({ name: "", phone: null, email: null, request: null });
  });
});
