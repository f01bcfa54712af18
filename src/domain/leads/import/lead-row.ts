import * as z from "zod";
import { err, ok, type Result } from "../../result.ts";
import { type LeadPhone, readLeadPhone } from "../lead-phone.ts";
import type { LeadColumns, LeadField } from "./lead-columns.ts";

/** Why a row is left out. */
export const rowProblem = z.enum([
  "no_contact",
  "invalid_phone",
  "invalid_email",
  "too_long",
  "too_many_cells",
  "opted_out",
]);
export type RowProblem = z.infer<typeof rowProblem>;

/** Somebody as a row tells them. */
export type LeadDraft = {
  name: string;
  phone: LeadPhone | null;
  email: string | null;
  request: string | null;
  hasConsent: boolean;
};

const MAX_NAME = 120;
const MAX_REQUEST = 2_000;
const YES = new Set(["ja", "j", "yes", "y", "true", "wahr", "1", "x", "optin", "erteilt", "given"]);
const emailAddress = z.email().max(254);

/** Null: a row with nothing in it. A wrong number is never guessed at: the row comes back to whoever sent it. */
export function readLeadRow(
  cells: readonly string[],
  width: number,
  columns: LeadColumns,
  country: string | null,
): Result<LeadDraft | null, RowProblem> {
  if (cells.every((cell) => cell.trim() === "")) return ok(null);
  // A separator inside a text without quotes: what stands behind it would be read as something else.
  if (cells.slice(width).some((cell) => cell.trim() !== "")) return err("too_many_cells");
  const cell = (field: LeadField) => firstFilled(cells, columns.get(field) ?? []);
  const typed = cell("mobile") || cell("phone");
  const phone = typed === "" ? null : readLeadPhone(inertless(typed), country);
  if (phone && !phone.ok) return err("invalid_phone");
  const email = cell("email").toLowerCase();
  if (email !== "" && !emailAddress.safeParse(email).success) return err("invalid_email");
  if (!phone && email === "") return err("no_contact");
  const name = cell("name") || [cell("firstName"), cell("lastName")].filter(Boolean).join(" ");
  const request = cell("request");
  if (name.length > MAX_NAME || request.length > MAX_REQUEST) return err("too_long");
  const number = phone?.value ?? null;
  const hasConsent = YES.has(
    cell("consent")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, ""),
  );
  const known = { phone: number, email: email || null, request: request || null, hasConsent };
  return ok({ name: name || email || (number?.e164 ?? ""), ...known });
}

function firstFilled(cells: readonly string[], indexes: readonly number[]): string {
  const found = indexes.map((index) => cells[index] ?? "").find((cell) => cell.trim() !== "") ?? "";
  return found.replaceAll(/\s+/g, " ").trim();
}

/** Files that we and others wrote have an apostrophe before the plus, so that no spreadsheet takes it for a formula. */
function inertless(text: string): string {
  return text.replace(/^'(?=\+)/, "");
}
