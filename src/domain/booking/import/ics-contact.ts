import type ICAL from "ical.js";
import * as z from "zod";
import { toE164 } from "../../voice/phone.ts";
import { fieldNamed, type ImportField } from "./columns.ts";
import { type DraftCustomer, MAX_FIELD_LENGTH, readRequired } from "./draft.ts";
import { type IcsProperties, textOf } from "./ics-properties.ts";

/** What an event tells about people. `isCut`: the notes were longer than we keep. */
export type IcsContact = Omit<DraftCustomer, "name"> & { name: string | null; staff: string | null; isCut: boolean };

type Person = { name: string | null; email: string | null };

const MAX_PEOPLE = 50;
const MAX_LINES = 200;
const LABELLED = /^([^:]{1,40}):\s*(\S.{0,300})$/;
const emailAddress = z.email().max(254);

/**
 * Lines such as `Telefon: 030 901820` in the description count first, named as the columns of a CSV file are. Then comes
 * who was invited by somebody else, as the organizer mostly is the business. What makes no sense stays in the notes only.
 */
export function readContact(properties: IcsProperties, defaultCountry: string | null): IcsContact {
  const description = textOf(properties, "DESCRIPTION")
    .replaceAll(/<br\s*\/?>/gi, "\n")
    .trim();
  const told = labelledIn(description.slice(0, MAX_FIELD_LENGTH));
  const guest = findGuest(properties);
  const phone = toE164(told.get("mobile") ?? told.get("phone") ?? "", defaultCountry);
  const fullName = [told.get("firstName"), told.get("lastName") ?? told.get("name")].filter(Boolean).join(" ");
  const name = readRequired("name", fullName);
  return {
    name: name.ok ? name.value : (guest?.name ?? null),
    phone: phone.ok ? phone.value : null,
    email: toEmail(told.get("email") ?? "") ?? guest?.email ?? null,
    staff: told.get("staff") ?? null,
    notes: description.slice(0, MAX_FIELD_LENGTH) || null,
    isCut: description.length > MAX_FIELD_LENGTH,
  };
}

/** The first of each. */
function labelledIn(description: string): Map<ImportField, string> {
  const told = new Map<ImportField, string>();
  for (const line of description.split("\n", MAX_LINES)) {
    const [, label = "", value = ""] = LABELLED.exec(line.replaceAll(/<[^<>]{0,200}>/g, "").trim()) ?? [];
    const field = fieldNamed(label);
    if (field && !told.has(field)) told.set(field, value);
  }
  return told;
}

function findGuest(properties: IcsProperties): Person | null {
  const [organizer = null] = (properties.get("ORGANIZER") ?? []).map(toPerson);
  const invited = (properties.get("ATTENDEE") ?? []).slice(0, MAX_PEOPLE).filter(isPerson).map(toPerson);
  const guest = invited.find(({ email }) => email === null || email !== organizer?.email);
  return guest ?? organizer;
}

/** Not a room or a device. */
function isPerson(attendee: ICAL.Property): boolean {
  const type: unknown = attendee.getParameter("cutype");
  return typeof type !== "string" || type.toUpperCase() === "INDIVIDUAL";
}

/** Google repeats the address where it knows no name. */
function toPerson(property: ICAL.Property): Person {
  const address = String(property.getFirstValue()).replace(/^mailto:/i, "");
  const cn: unknown = property.getParameter("cn");
  const name = readRequired("name", typeof cn === "string" ? cn : "");
  const isName = name.ok && !name.value.includes("@");
  return { name: isName ? name.value : null, email: toEmail(address) };
}

function toEmail(text: string): string | null {
  const plain = text.trim().toLowerCase();
  return plain.length <= 254 && emailAddress.safeParse(plain).success ? plain : null;
}
