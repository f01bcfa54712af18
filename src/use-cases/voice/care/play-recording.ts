import { Buffer } from "node:buffer";
import type { RecordingLink } from "../../../contracts/call-care.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { findRecording } from "../../../db/queries/call-recordings.ts";
import { findCall } from "../../../db/queries/calls.ts";
import { openRecording } from "../../../db/recording-file.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { actorId } from "../../../domain/identity/actor.ts";
import { sightOf } from "../../../domain/identity/sight.ts";
import { type CallId, callId as callIdSchema, type TenantId, tenantId as tenantIdSchema } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { MINUTE_MS } from "../../../domain/time.ts";
import { readRange } from "../../../domain/voice/byte-range.ts";
import type { Clerk } from "../../clerk.ts";
import { isSameHash, keyedHash } from "../../keyed-hash.ts";
import { tenantVault } from "../../tenant-vault.ts";

/** As long as somebody listens; a link that leaks is worth nothing soon. */
const LINK_MS = 30 * MINUTE_MS;
type Whose = { tenantId: TenantId; callId: CallId };
export type PlayRefusal = { reason: "not_found"; what: "call" } | { reason: "recording_missing" };

/** A link that plays the copy of a recording. Who asked for it stands in the audit log. */
export async function linkRecording(clerk: Clerk, callId: CallId): Promise<Result<RecordingLink, PlayRefusal>> {
  const { env, actor, requestId, now } = clerk;
  const db = tenantDb(env.DB, actor.tenantId);
  if (!(await findCall(db, callId, sightOf(actor)))) return err({ reason: "not_found", what: "call" });
  const recording = await findRecording(db, callId);
  if (recording?.state !== "stored") return err({ reason: "recording_missing" });
  const expiresAt = now + LINK_MS;
  const about = { action: "recording.played", subjectId: callId, facts: {} };
  await auditInsert(db, { actor: actorId(actor), ...about, requestId, at: now });
  const signed = signatureOf(env, { tenantId: db.tenantId, callId }, expiresAt).toString("base64url");
  const url = `/recordings/${db.tenantId}.${callId}.${expiresAt}.${signed}`;
  return ok({ callId, url, expiresAt: new Date(expiresAt).toISOString() });
}

export type Played = {
  body: ReadableStream<Uint8Array>;
  contentType: string;
  size: number;
  /** Null: all of it was asked for. */
  range: { from: number; to: number } | null;
};
export type PlayFailure = { reason: "not_found" } | { reason: "range_unsatisfiable"; size: number };

/** The recording behind a link. What was erased or ran out meanwhile is not found, whatever the link says. */
export async function playRecording(
  env: Env,
  token: string,
  rangeHeader: string | undefined,
  now: number,
): Promise<Result<Played, PlayFailure>> {
  const whose = readLink(env, token, now);
  if (!whose) return err({ reason: "not_found" });
  const db = tenantDb(env.DB, whose.tenantId);
  const recording = await findRecording(db, whose.callId);
  if (recording?.state !== "stored" || !recording.fileKey || !recording.bytes) return err({ reason: "not_found" });
  const { bytes: size, fileKey, contentType } = recording;
  const range = readRange(rangeHeader, size);
  if (range === "unsatisfiable") return err({ reason: "range_unsatisfiable", size });
  const file = { callId: whose.callId, fileKey };
  const body = await openRecording(env, await tenantVault(env, db), file, range ?? { from: 0, to: size });
  return body ? ok({ body, contentType: contentType ?? "audio/wav", size, range }) : err({ reason: "not_found" });
}

function readLink(env: Env, token: string, now: number): Whose | null {
  const [tenant = "", call = "", expires = "", signature = ""] = token.slice(0, 300).split(".");
  const [tenantId, callId] = [tenantIdSchema.safeParse(tenant), callIdSchema.safeParse(call)];
  if (!tenantId.success || !callId.success || !/^\d{13}$/.test(expires) || Number(expires) < now) return null;
  const whose = { tenantId: tenantId.data, callId: callId.data };
  const [given, right] = [Buffer.from(signature, "base64url"), signatureOf(env, whose, Number(expires))];
  return isSameHash(given, right) ? whose : null;
}

function signatureOf(env: Env, { tenantId, callId }: Whose, expiresAt: number): Buffer {
  return keyedHash(env, `recording|${tenantId}|${callId}|${expiresAt}`);
}
