import { usualCallSettings } from "../../../contracts/call-care.ts";
import { dropFile } from "../../../db/overflow.ts";
import { findCallSettings } from "../../../db/queries/call-care.ts";
import {
  findRecording,
  noteFailedCopy,
  type RecordingRow,
  storeRecording,
  wantRecording,
} from "../../../db/queries/call-recordings.ts";
import type { CallRow } from "../../../db/queries/calls.ts";
import { RecordingTooLarge, sealRecording } from "../../../db/recording-file.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { Vault } from "../../../db/vault.ts";
import { DAY_MS } from "../../../domain/time.ts";
import { isRecordingAddress } from "../../../domain/voice/recording-address.ts";
import { configOf } from "../../../env.ts";
import { log } from "../../../log.ts";
import { fetchRecording, MAX_RECORDING_BYTES } from "../../../providers/voice/recordings/fetch-recording.ts";

type Wanted = { db: TenantDb; vault: Vault; row: CallRow; url: string | null };

/**
 * Copies a recording into R2, sealed, where the business keeps recordings: the vendor's link runs out. What fails in
 * passing is tried again by the sweep, some times.
 */
export async function copyRecording(env: Env, wanted: Wanted, now: number): Promise<void> {
  const { db, row, url } = wanted;
  const { keepsRecordings, recordingDays } = (await findCallSettings(db)) ?? usualCallSettings;
  if (!keepsRecordings || url === null) return;
  await wantRecording(db, row.id, now);
  if ((await findRecording(db, row.id))?.state !== "wanted") return;
  const copied = await copy(env, wanted, url);
  if ("reason" in copied) {
    log("warn", "recording_not_copied", { callId: row.id, reason: copied.reason });
    return noteFailedCopy(db, row.id, copied.reason, copied.isFinal);
  }
  const stored = { ...copied, storedAt: now, expiresAt: now + recordingDays * DAY_MS };
  if (!(await storeRecording(db, row.id, stored))) await dropFile(env, copied.fileKey); // erased meanwhile
}

type Copied = Pick<RecordingRow, "contentType" | "bytes"> & { fileKey: string };
type Failed = { reason: string; isFinal: boolean };

async function copy(env: Env, { vault, row }: Wanted, url: string): Promise<Copied | Failed> {
  const { RETELL_URL, VAPI_URL, TWILIO_URL, TELNYX_URL } = configOf(env);
  const apiUrl = { retell: RETELL_URL, vapi: VAPI_URL, twilio: TWILIO_URL, telnyx: TELNYX_URL }[row.provider];
  const opened = await fetchRecording(url, (address) => isRecordingAddress(address, row.provider, apiUrl));
  if (!opened.ok) return opened.error;
  const { body, contentType } = opened.value;
  // A name of its own for each attempt: two that run at once never write into one file.
  const file = { callId: row.id, fileKey: `recordings/${row.id}/${crypto.randomUUID()}` };
  try {
    return { ...file, contentType, bytes: await sealRecording(env, vault, file, body, MAX_RECORDING_BYTES) };
  } catch (error) {
    if (error instanceof RecordingTooLarge) return { reason: "too_large", isFinal: true };
    return { reason: "broken_off", isFinal: false };
  }
}
