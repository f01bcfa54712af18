import { timingSafeEqual } from "node:crypto";
import { findTargetById, makeTargetDue } from "../../../../db/queries/calendar-channels.ts";
import type { TargetRow } from "../../../../db/queries/calendar-targets.ts";
import { tenantDb } from "../../../../db/tenant-db.ts";
import type { CalendarTargetId } from "../../../../domain/ids.ts";
import type { EpochMs } from "../../../../domain/time.ts";
import { utf8 } from "../../../../domain/utf8.ts";
import { hashToken } from "../../../identity/token.ts";
import { wakeTarget } from "../pull-target.ts";

/** What Google says of a channel: everything is in the headers, the body is empty. */
export type GoogleHint = { channelId: string; token: string; state: string };

/** Null for a target that nobody has and for a channel that is not its own alike. */
export async function openChannelOf(env: Env, id: CalendarTargetId, hint: GoogleHint): Promise<TargetRow | null> {
  const target = await findTargetById(env.DB, id);
  if (!target?.channelId || !target.channelTokenHash) return null;
  const isChannel = isSame(await hashToken(hint.channelId), await hashToken(target.channelId));
  const isToken = isSame(await hashToken(hint.token), target.channelTokenHash);
  return isChannel && isToken ? target : null;
}

/**
 * Something changed: the calendar is read at once. The message tells nothing else that could be believed, so one that
 * comes twice or late costs at most a reading, and one that never comes is made up for by the clock.
 */
export async function receiveGoogleHint(
  env: Env,
  { tenantId, id: targetId }: TargetRow,
  { state }: GoogleHint,
  now: EpochMs,
  requestId: string,
): Promise<"opened" | "woken" | "due"> {
  if (state === "sync") return "opened"; // the channel works; nothing has changed
  if (!(await makeTargetDue(tenantDb(env.DB, tenantId), targetId, now))) return "due";
  await wakeTarget(env, { tenantId, targetId, requestId });
  return "woken";
}

/** Both are digests, so their lengths are the same: timingSafeEqual throws when they are not. */
function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(utf8(one), utf8(other));
}
