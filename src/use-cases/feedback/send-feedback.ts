import type { FeedbackBody } from "../../contracts/feedback.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { insertFeedback } from "../../db/queries/feedback.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { UserActor } from "../../domain/identity/actor.ts";
import type { StrictLimit } from "../../domain/identity/limits.ts";
import type { FeedbackId } from "../../domain/ids.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { Clerk } from "../clerk.ts";
import { type TooManyAttempts, takeStrict } from "../identity/strict-limit.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";
import { wordsPlace } from "./words-place.ts";

const perUser: StrictLimit = { name: "feedback.user", limit: 20, periodSeconds: 3_600 };

/** Keeps what a user tells the operators of the platform. */
export async function sendFeedback(
  { env, actor, requestId, now }: Clerk<UserActor>,
  { words, ...about }: FeedbackBody,
): Promise<Result<FeedbackId, TooManyAttempts>> {
  const allowed = await takeStrict(env, perUser, actor.userId);
  if (!allowed.ok) return allowed;
  const db = tenantDb(env.DB, actor.tenantId);
  const id = newId("fbk");
  const sealedWords = await (await tenantVault(env, db)).seal(wordsPlace(id), words);
  const row = {
    id,
    ...about,
    sealedWords,
    userId: actor.userId,
    status: "open",
    createdAt: now,
    settledAt: null,
  } as const;
  const entry = { actor: actor.userId, action: "feedback.sent", subjectId: id, facts: about, requestId, at: now };
  await db.orm.batch([insertFeedback(db, row), auditInsert(db, entry)]);
  return ok(id);
}
