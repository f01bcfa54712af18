import { Buffer } from "node:buffer";
import { MAX_FORM_MS, MIN_FORM_MS } from "../../../domain/booking/public-booking.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { isSameHash, keyedHash } from "../../keyed-hash.ts";

/**
 * Goes with a form and comes back with it: when it was first shown, and a key that makes sending it twice harmless.
 * Signed, so that a program cannot pretend to have read the page.
 */
export type FormTicket = { shownAt: EpochMs; key: string };

export type TicketProblem = "forged" | "too_fast" | "too_old";

const KEY = /^[\w-]{22,36}$/;

/** Another try at the same form keeps the time of the first. `key`: the one that its address has. */
export function newTicket(shownAt: EpochMs, key: string = newFormKey()): FormTicket {
  return { shownAt, key };
}

/** Stands in the address of a form: whoever comes back to it has the form that was sent. */
export function newFormKey(): string {
  return crypto.randomUUID();
}

export function isFormKey(text: string | undefined): text is string {
  return text !== undefined && KEY.test(text);
}

/** Of the showing after this one, the same whenever the form is sent like that again. */
export function nextTicket(env: Env, { shownAt, key }: FormTicket): FormTicket {
  return { shownAt, key: signatureOf(env, `next|${key}`).toString("base64url").slice(0, 32) };
}

export function signTicket(env: Env, { shownAt, key }: FormTicket): string {
  const text = `${shownAt}.${key}`;
  return `${text}.${signatureOf(env, text).toString("base64url")}`;
}

/** The ticket of a sent form, and what speaks against it. Null: not ours at all. */
export function readTicket(
  env: Env,
  signed: string,
  now: EpochMs,
): (FormTicket & { problem: TicketProblem | null }) | null {
  const [shown = "", key = "", signature = ""] = signed.slice(0, 200).split(".");
  const given = Buffer.from(signature, "base64url");
  const right = signatureOf(env, `${shown}.${key}`);
  if (!isSameHash(given, right)) return null;
  const shownAt = Number(shown);
  const age = now - shownAt;
  const problem = age < MIN_FORM_MS ? "too_fast" : age > MAX_FORM_MS ? "too_old" : null;
  return { shownAt, key, problem };
}

function signatureOf(env: Env, text: string): Buffer {
  return keyedHash(env, `form|${text}`);
}
