import { err, ok, type Result } from "../../result.ts";
import type { FileProblem } from "./draft.ts";

/** What a column can tell. `start` and `end` may hold a date, a time or both. */
export const IMPORT_FIELDS = [
  "uid",
  "date",
  "time",
  "start",
  "end",
  "endDate",
  "durationMinutes",
  "service",
  "staff",
  "name",
  "firstName",
  "lastName",
  "phone",
  "mobile",
  "email",
  "notes",
  "status",
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Header of the file to what it means; null leaves the column out. */
export type ColumnMapping = Readonly<Record<string, ImportField | null>>;

/** Where to find a field: of several columns, the first that is filled counts. */
export type Columns = ReadonlyMap<ImportField, readonly number[]>;

/** Without spaces, signs and accents, as `plainName` leaves them. */
const NAMES: Record<ImportField, string> = {
  uid: "uid id terminid terminnummer appointmentid bookingid buchungsnummer reference referenz",
  date: "datum date tag day termindatum appointmentdate startdatum startdate",
  time: "uhrzeit time zeit startzeit starttime beginnzeit appointmenttime von from",
  start: "start beginn begin startsat termin terminbeginn startdatetime datetime dateandtime datumuhrzeit datumzeit",
  end: "ende end endsat endzeit endtime terminende enddatetime bis to until",
  endDate: "enddatum enddate",
  durationMinutes: "dauer dauermin dauerminuten dauerinminuten minuten duration durationmin durationminutes minutes",
  service: `leistung leistungen service services behandlung dienstleistung terminart treatment appointmenttype
    betreff subject titel title`,
  staff: "mitarbeiter mitarbeiterin mitarbeitende staff staffmember employee personal behandler behandlerin stylist",
  name: "kunde kundin kundenname name customer customername client clientname patient patientin gast guest fullname",
  firstName: "vorname firstname givenname",
  lastName: "nachname familienname lastname surname familyname",
  phone: "telefon telefonnummer tel phone phonenumber telephone",
  mobile: "mobil mobilnummer mobiltelefon handy handynummer mobile mobilephone cell cellphone",
  email: "email emailadresse emailaddress mail mailadresse",
  notes: "notiz notizen notes note bemerkung bemerkungen anmerkung anmerkungen kommentar comment comments description",
  status: "status terminstatus appointmentstatus",
};

const FIELD_OF = new Map(
  IMPORT_FIELDS.flatMap((field) => NAMES[field].split(/\s+/).map((name): [string, ImportField] => [name, field])),
);

const MAX_HEADER_LENGTH = 100;

/** Null for a header that is not known. */
export function fieldNamed(header: string): ImportField | null {
  return header.length > MAX_HEADER_LENGTH ? null : (FIELD_OF.get(plainName(header)) ?? null);
}

/** A mapped field is found in its mapped columns only. */
export function readColumns(
  headers: readonly string[],
  mapping: ColumnMapping,
): Result<Columns, FileProblem<ImportField>> {
  const mapped = new Map(Object.entries(mapping).map(([header, field]) => [header.trim(), field]));
  const unknown = [...mapped.keys()].find((header) => !headers.some((one) => one.trim() === header));
  if (unknown !== undefined) return err({ reason: "unknown_column", column: unknown });

  const taken = new Set(mapped.values());
  const columns = new Map<ImportField, number[]>();
  for (const [index, header] of headers.entries()) {
    const known = fieldNamed(header);
    const field = mapped.has(header.trim()) ? mapped.get(header.trim()) : taken.has(known) ? null : known;
    if (field) columns.set(field, [...(columns.get(field) ?? []), index]);
  }
  const missing = missingIn(columns);
  return missing.length > 0 ? err({ reason: "missing_columns", fields: missing }) : ok(columns);
}

function missingIn(columns: Columns): ImportField[] {
  const isAny = (...fields: ImportField[]) => fields.some((field) => columns.has(field));
  const missing: ImportField[] = [];
  if (!isAny("date", "start")) missing.push("date");
  if (!isAny("time", "start", "date")) missing.push("time");
  if (!isAny("service")) missing.push("service");
  if (!isAny("name", "firstName", "lastName")) missing.push("name");
  return missing;
}

function plainName(header: string): string {
  return header
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}
