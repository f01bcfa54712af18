import type { ConversationPatch } from "../../../contracts/conversations.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { type ConversationRow, conversationUpdate, findConversation } from "../../../db/queries/conversations.ts";
import { findUser } from "../../../db/queries/identity.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { actorId } from "../../../domain/identity/actor.ts";
import type { ConversationId } from "../../../domain/ids.ts";
import { placeOf } from "../../../domain/messaging/conversation.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import type { Clerk } from "../../clerk.ts";
import { tellViewers } from "./tell-viewers.ts";

export type ConversationRefusal = { reason: "not_found"; what: "conversation" | "user" };

/** Read, close, take over, give to somebody. What is left out stays. */
export async function changeConversation(
  { env, actor, requestId, now }: Clerk,
  id: ConversationId,
  patch: ConversationPatch,
): Promise<Result<ConversationId, ConversationRefusal>> {
  const db = tenantDb(env.DB, actor.tenantId);
  const row = await findConversation(db, id);
  if (!row) return err({ reason: "not_found", what: "conversation" });
  if (patch.ownerId) {
    const user = await findUser(db, patch.ownerId);
    if (!user || user.disabledAt !== null) return err({ reason: "not_found", what: "user" });
  }
  const change = changeOf(row, patch, now);
  const facts = { before: factsOf(row), after: factsOf({ ...row, ...change }) };
  const entry = { actor: actorId(actor), action: "conversation.changed", subjectId: id, facts, requestId, at: now };
  await db.orm.batch([conversationUpdate(db, id, change), auditInsert(db, entry)]);
  await tellViewers(env, actor.tenantId, { conversationId: id, cause: `${requestId}/${now}`, at: now });
  return ok(id);
}

/** Closing it, one has read it. */
function changeOf(row: ConversationRow, { status, isUnread, isPaused, ownerId }: ConversationPatch, now: EpochMs) {
  const unread = status === "closed" ? false : (isUnread ?? row.isUnread);
  const pausedAt = isPaused === undefined ? row.pausedAt : isPaused ? (row.pausedAt ?? now) : null;
  const place = placeOf({ lastAt: row.lastAt, isUnread: unread });
  const owner = ownerId === undefined ? row.ownerId : ownerId;
  return { status: status ?? row.status, isUnread: unread, pausedAt, ownerId: owner, place };
}

function factsOf({ status, isUnread, pausedAt, ownerId }: ConversationRow) {
  return { status, isUnread, isPaused: pausedAt !== null, ownerId };
}
