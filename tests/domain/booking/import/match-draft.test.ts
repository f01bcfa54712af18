import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AppointmentDraft } from "../../../../src/domain/booking/import/draft.ts";
import { matchDraft } from "../../../../src/domain/booking/import/match-draft.ts";

const CATALOGUE = {
  services: [
    { id: "s1", name: "Haarschnitt Damen" },
    { id: "s2", name: "Haarschnitt Herren" },
    { id: "s3", name: "Bartpflege", aliases: ["Rasur"] },
  ],
  staff: [
    { id: "m1", name: "Anna Müller" },
    { id: "m2", name: "Ben Otto" },
  ],
};

function aDraft(fields: Partial<AppointmentDraft>): AppointmentDraft {
  const customer = { name: "Eva", phone: null, email: null, notes: null };
  const usual = { line: 7, uid: null, service: "Bartpflege", staff: null, startsAt: 0, endsAt: null, customer };
  return { ...usual, status: "confirmed", ...fields };
}

describe("matchDraft", () => {
  it.each([
    ["Bartpflege", null, "s3", null],
    ["rasur", "Mueller", "s3", "m1"],
    ["Herren-Haarschnitt", "ben", "s2", "m2"],
  ])("%s by %s", (service, staff, serviceId, staffId) => {
    const draft = aDraft({ service, staff });
    expect(matchDraft(draft, CATALOGUE)).toEqual({ ok: true, value: { ...draft, serviceId, staffId } });
  });

  it("names what may have been meant", () => {
    const matched = matchDraft(aDraft({ service: "Haarschnitt", staff: "Zacharias" }), CATALOGUE);
    expect(matched).toMatchObject({
      ok: false,
      error: [
        { line: 7, field: "service", rule: "ambiguous", candidates: CATALOGUE.services.slice(0, 2) },
        { line: 7, field: "staff", rule: "unknown" },
      ],
    });
  });

  describe("of a title that is all there is", () => {
    const longer = { id: "s4", name: "Rasur mit Waschen" };
    const catalogue = { ...CATALOGUE, services: [...CATALOGUE.services, longer] };
    const matchTitle = (title: string) => {
      const customer = { name: title, phone: null, email: null, notes: null };
      const matched = matchDraft(aDraft({ service: title, customer }), catalogue);
      return matched.ok ? [matched.value.serviceId, matched.value.customer.name] : matched.error;
    };

    it.each([
      ["Bartpflege – Erika Muster", "s3", "Erika Muster"],
      ["Erika Muster — Bartpflege", "s3", "Erika Muster"],
      ["bartpflege: Frau Muster", "s3", "Frau Muster"],
      ["Rasur|Muster, Max", "s3", "Muster, Max"],
      ["Max Muster/Rasur", "s3", "Max Muster"],
      ["Bartpflege mit Max Muster", "s3", "Max Muster"],
      ["Bartpflege fu\u0308r O\u0308zlem Gu\u0308r", "s3", "Özlem Gür"],
      ["Bartpflege - für Max Muster", "s3", "Max Muster"],
      ["Rasur with John O'Brien", "s3", "John O'Brien"],
      ["Rasur for Mary-Jane Watson", "s3", "Mary-Jane Watson"],
      ["Mary-Jane Watson - Haarschnitt Damen", "s1", "Mary-Jane Watson"],
      ["Rasur mit Waschen – Erika Muster", "s4", "Erika Muster"],
    ])("%s: whom it is for", (title, serviceId, name) => {
      expect(matchTitle(title)).toEqual([serviceId, name]);
    });

    it.each([
      ["nobody else", "Bartpflege", "s3"],
      ["nothing behind the separator", "Bartpflege –", "s3"],
      ["no separator", "Bartpflege Erika Muster", "s3"],
      ["a hyphen within a word", "Bartpflege-Gutschein", "s3"],
      ["a member of staff", "Bartpflege mit Anna", "s3"],
      ["no letters", "Bartpflege – 14:30", "s3"],
      ["a word for any appointment", "Termin: Bartpflege", "s3"],
      ["the service in the middle", "Erika – Bartpflege – Muster", "s3"],
    ])("%s: it stays as it is", (_, title, serviceId) => {
      expect(matchTitle(title)).toEqual([serviceId, title]);
    });

    it("another service stays a question", () => {
      expect(matchTitle("Bartpflege / Haarschnitt Damen")).toMatchObject([{ field: "service", rule: "ambiguous" }]);
    });

    it("is never a customer without a name", () => {
      const part = fc.constantFrom("Bartpflege", "Rasur", "Erika", "Anna", " ", "–", " - ", ":", "mit ", " für ", "7");
      fc.assert(
        fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
          const [, name] = matchTitle(`Rasur ${parts.join("")}`);
          expect(name).not.toBe("");
        }),
      );
    });

    it("is left alone where a name was told", () => {
      const matched = matchDraft(aDraft({ service: "Bartpflege – Erika Muster" }), CATALOGUE);
      expect(matched).toMatchObject({ value: { customer: { name: "Eva" } } });
    });
  });

  it("has nothing to offer where nothing is on offer", () => {
    const matched = matchDraft(aDraft({}), { services: [], staff: [] });
    expect(matched).toEqual({ ok: false, error: [{ line: 7, field: "service", rule: "unknown", candidates: [] }] });
  });
});
