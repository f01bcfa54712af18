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

  it("has nothing to offer where nothing is on offer", () => {
    const matched = matchDraft(aDraft({}), { services: [], staff: [] });
    expect(matched).toEqual({ ok: false, error: [{ line: 7, field: "service", rule: "unknown", candidates: [] }] });
  });
});
