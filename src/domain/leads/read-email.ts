import * as z from "zod";
import type { LeadDetails } from "./lead.ts";
import { readLeadPhone } from "./lead-phone.ts";

export type ReadEmail = Pick<LeadDetails, "name" | "phone" | "email" | "request">;

export const MAX_EMAIL_TEXT = 20_000;
const MAX_LINES = 400;
const MAX_REQUEST = 2_000;
const MAX_NAME = 120;

type Field = "name" | "firstName" | "lastName" | "phone" | "email" | "request" | "ours";
/** What stands before a colon in forms' e-mails and in headers. `ours`: nothing of the person. */
const LABELS: Record<Field, string> = {
  name: "name kunde kundin ihrname yourname fullname ansprechpartner kontakt contact",
  firstName: "vorname firstname",
  lastName: "nachname lastname surname",
  phone: "telefon telefonnummer tel phone phonenumber telephone mobil mobile handy handynummer rückruf callback",
  email: "email emailadresse mail mailadresse emailaddress replyto antwortan",
  request: "nachricht anliegen message wunsch anfrage request betreff subject kommentar comment terminwunsch",
  ours: "to an cc bcc date datum gesendet sent mimeversion contenttype messageid received returnpath",
};
const FIELD_OF = new Map(
  Object.entries(LABELS).flatMap(([field, names]) => names.split(" ").map((name) => [name, field as Field] as const)),
);
const MAX_LABEL = 40;
const MAX_VALUE = 500;
const SENDER = /^(?:from|von):\s*(.{0,300})$/i;
const NUMBER = /(?:\+|00|0)[\d\s()/.-]{5,24}\d/g;
const BETWEEN_WORDS = /[\s<>"',;:()]/;
const DOMAIN = /^[a-z0-9.-]{3,190}/i;
const SIGNATURE =
  /^(?:-- ?|mit freundlichen grüßen|viele grüße|liebe grüße|best regards|kind regards|sent from my .*|von meinem .* gesendet)[,.!]?$/i;
const emailAddress = z.email().max(254);

/**
 * What a pasted e-mail tells: labelled lines first (`Telefon: …`), then the sender, then whatever looks like a number or an
 * address. The rest, down to the signature, is what they want. Nothing in it is ever followed as an instruction.
 */
export function readEmail(text: string, country: string | null): ReadEmail {
  const lines = text.slice(0, MAX_EMAIL_TEXT).replaceAll(/\r\n?/g, "\n").split("\n", MAX_LINES);
  const told = labelledIn(lines);
  const sender = senderIn(lines);
  const rest = lines.filter((line) => !isLabelled(line) && !SENDER.test(line));
  const end = rest.findIndex((line) => SIGNATURE.test(line.trim()));
  const words = (end < 0 ? rest : rest.slice(0, end)).join("\n").trim();
  const name = told.get("name") ?? [told.get("firstName"), told.get("lastName")].filter(Boolean).join(" ");
  return {
    name: plain(name || sender.name).slice(0, MAX_NAME),
    phone: numberIn(told.get("phone") ?? "", country) ?? numberIn(lines.join("\n"), country),
    email: addressIn(told.get("email") ?? "") ?? sender.email ?? addressIn(words),
    request: [told.get("request"), words].filter(Boolean).join("\n").slice(0, MAX_REQUEST) || null,
  };
}

/** The first of each that says something. */
function labelledIn(lines: readonly string[]): Map<Field, string> {
  const told = new Map<Field, string>();
  for (const line of lines) {
    const [field, value] = labelOf(line);
    if (field && value !== "" && !told.has(field)) told.set(field, value);
  }
  return told;
}

function labelOf(line: string): [Field | undefined, string] {
  const [label, value] = splitOnce(line, ":");
  if (value === undefined || label.trim().length > MAX_LABEL) return [undefined, ""];
  const name = label.toLowerCase().replaceAll(/[^\p{L}]/gu, "");
  return [FIELD_OF.get(name), value.slice(0, MAX_VALUE).trim()];
}

function isLabelled(line: string): boolean {
  return labelOf(line)[0] !== undefined;
}

function senderIn(lines: readonly string[]): { name: string; email: string | null } {
  for (const line of lines) {
    const [, sender] = SENDER.exec(line) ?? [];
    if (sender === undefined) continue;
    const [name, address] = splitOnce(sender, "<");
    return { name: address === undefined ? "" : name.replaceAll('"', "").trim(), email: addressIn(address ?? sender) };
  }
  return { name: "", email: null };
}

function numberIn(text: string, country: string | null): string | null {
  for (const [found] of text.matchAll(NUMBER)) {
    const number = readLeadPhone(found.trim(), country);
    if (number.ok) return number.value.e164;
  }
  return null;
}

function addressIn(text: string): string | null {
  const word = text.split(BETWEEN_WORDS).find((each) => each.includes("@")) ?? "";
  const [local, rest = ""] = splitOnce(word, "@");
  let domain = DOMAIN.exec(rest)?.[0] ?? "";
  while (domain.endsWith(".") || domain.endsWith("-")) domain = domain.slice(0, -1); // the end of a sentence
  const found = `${local}@${domain}`;
  return emailAddress.safeParse(found).success ? found : null;
}

function splitOnce(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
