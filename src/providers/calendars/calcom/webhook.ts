import { Buffer } from "node:buffer";
import * as z from "zod";
import { err, ok, type Result } from "../../../domain/result.ts";
import { utf8 } from "../../../domain/utf8.ts";
import type { OutsideEntry } from "../port.ts";
import { toOutsideEntry } from "./own-booking.ts";

/** Cal.com writes "no-secret-provided" where a webhook has no secret: anybody could have sent that. */
const SIGNATURE = /^[0-9a-f]{64}$/;

/**
 * Whether Cal.com signed these bytes. It signs no time: a copy is told by its content alone, and believed nothing but
 * that something changed.
 */
export async function isSignedByCalcom(
  secret: string,
  body: Uint8Array<ArrayBuffer>,
  header: string | undefined,
): Promise<boolean> {
  if (!header || !SIGNATURE.test(header)) return false;
  const signature = new Uint8Array(Buffer.from(header, "hex"));
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", utf8(secret), algorithm, false, ["verify"]);
  return crypto.subtle.verify("HMAC", key, signature, body);
}

/** The times have other names than in the API, and the status is shouted. */
const hook = z.looseObject({
  triggerEvent: z.string().min(1).max(100),
  createdAt: z.string().max(40),
  payload: z.looseObject({
    uid: z.string().max(200).nullish(),
    eventTypeId: z.number().nullish(),
    startTime: z.iso.datetime({ offset: true }).nullish(),
    endTime: z.iso.datetime({ offset: true }).nullish(),
    status: z.string().max(40).nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    attendees: z.array(z.looseObject({ email: z.string().nullish() })).nullish(),
  }),
});

/** Something changed at Cal.com. `entry` is how it looked then, null when it was no booking. */
export type CalcomHint = { dedupeKey: string; trigger: string; entry: OutsideEntry | null };

export function readCalcomHook(body: unknown): Result<CalcomHint, z.ZodError> {
  const parsed = hook.safeParse(body);
  if (!parsed.success) return err(parsed.error);
  const { triggerEvent: trigger, createdAt, payload } = parsed.data;
  return ok({ dedupeKey: `${trigger}:${payload.uid ?? ""}:${createdAt}`, trigger, entry: entryOf(payload) });
}

function entryOf(payload: z.infer<typeof hook>["payload"]): OutsideEntry | null {
  const { uid, startTime, endTime, status, metadata, attendees } = payload;
  if (!uid || !startTime || !endTime || !status) return null;
  return toOutsideEntry({ uid, status: status.toLowerCase(), start: startTime, end: endTime, metadata, attendees });
}
