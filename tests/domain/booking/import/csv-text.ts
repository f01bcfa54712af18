import { expect } from "vitest";
import type { AppointmentDraft } from "../../../../src/domain/booking/import/draft.ts";
import { type CsvOptions, readCsv } from "../../../../src/domain/booking/import/read-csv.ts";
import { BERLIN } from "../a-rulebook.ts";

export const OPTIONS: CsvOptions = { timeZone: BERLIN, defaultCountry: "DE" };
export const HEADER = "Datum;Uhrzeit;Dauer;Leistung;Kunde;Telefon;E-Mail;Status";

export function read(text: string, options: Partial<CsvOptions> = {}) {
  const parsed = readCsv(text, { ...OPTIONS, ...options });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

export function onlyDraft(text: string, options: Partial<CsvOptions> = {}): AppointmentDraft {
  const { drafts, problems } = read(text, options);
  expect(problems).toEqual([]);
  const [draft] = drafts;
  if (!draft || drafts.length > 1) throw new Error(`${drafts.length} drafts`);
  return draft;
}

/** One row whose fields are those of `HEADER`. */
export function row(
  fields: Partial<Record<"date" | "time" | "minutes" | "service" | "name" | "phone" | "email" | "status", string>>,
) {
  const usual = {
    date: "24.11.2026",
    time: "14:30",
    minutes: "",
    service: "Schnitt",
    name: "Eva",
    phone: "",
    email: "",
    status: "",
  };
  return `${HEADER}\n${Object.values({ ...usual, ...fields }).join(";")}\n`;
}
