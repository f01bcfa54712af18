import { err, ok, type Result } from "../../result.ts";

/** What a column can tell of a lead. */
export const LEAD_FIELDS = ["name", "firstName", "lastName", "phone", "mobile", "email", "request", "consent"] as const;
export type LeadField = (typeof LEAD_FIELDS)[number];

/** Header of the file to what it means; null leaves the column out. */
export type LeadMapping = Readonly<Record<string, LeadField | null>>;

/** Where to find a field: of several columns, the first that is filled counts. */
export type LeadColumns = ReadonlyMap<LeadField, readonly number[]>;

export type LeadFileProblem =
  | { reason: "no_rows" }
  | { reason: "too_many_columns"; limit: number }
  | { reason: "missing_columns" }
  /** The mapping names a header that the file does not have. */
  | { reason: "unknown_column"; column: string };

const NAMES: Record<LeadField, string> = {
  name: "name fullname kunde kundin kundenname customer customername kontakt contact lead interessent ansprechpartner",
  firstName: "vorname firstname givenname",
  lastName: "nachname familienname lastname surname familyname",
  phone: "telefon telefonnummer tel phone phonenumber telephone rufnummer nummer",
  mobile: "mobil mobilnummer mobiltelefon handy handynummer mobile mobilephone cell cellphone whatsapp",
  email: "email emailadresse emailaddress mail mailadresse",
  request: `anfrage wunsch nachricht anliegen request message notiz notizen note notes bemerkung kommentar comment
    interesse interest`,
  consent: "einwilligung zustimmung einverstanden consent optin optedin newsletter dsgvo gdpr",
};
const FIELD_OF = new Map(
  LEAD_FIELDS.flatMap((field) => NAMES[field].split(/\s+/).map((name): [string, LeadField] => [name, field])),
);
const MAX_HEADER_LENGTH = 100;
const MAX_COLUMNS = 200;

/** Null for a header that is not known. */
export function leadFieldNamed(header: string): LeadField | null {
  if (header.length > MAX_HEADER_LENGTH) return null;
  const plain = header.normalize("NFKD").toLowerCase();
  return FIELD_OF.get(plain.replaceAll(/[^\p{L}\p{N}]/gu, "")) ?? null;
}

/** What each column seems to tell, for somebody to correct. */
export function guessMapping(headers: readonly string[]): Record<string, LeadField | null> {
  return Object.fromEntries(headers.map((header) => [header.trim(), leadFieldNamed(header)]));
}

/** What the mapping leaves open is guessed. Without a number or an address in it, a file is none of leads. */
export function readLeadColumns(
  headers: readonly string[],
  mapping: LeadMapping,
): Result<LeadColumns, LeadFileProblem> {
  if (headers.length > MAX_COLUMNS) return err({ reason: "too_many_columns", limit: MAX_COLUMNS });
  const mapped = new Map(Object.entries(mapping).map(([header, field]) => [header.trim(), field]));
  const unknown = [...mapped.keys()].find((header) => !headers.some((each) => each.trim() === header));
  if (unknown !== undefined) return err({ reason: "unknown_column", column: unknown });
  const columns = new Map<LeadField, number[]>();
  for (const [index, header] of headers.entries()) {
    const given = mapped.get(header.trim());
    const field = given === undefined ? leadFieldNamed(header) : given;
    if (field) columns.set(field, [...(columns.get(field) ?? []), index]);
  }
  const isReachable = (["phone", "mobile", "email"] as const).some((field) => columns.has(field));
  return isReachable ? ok(columns) : err({ reason: "missing_columns" });
}
