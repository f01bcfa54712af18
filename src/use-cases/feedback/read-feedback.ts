import type { FeedbackStatus, FeedbackView } from "../../contracts/feedback.ts";
import { findFeedback, type ListedFeedback, listFeedback, settleFeedback } from "../../db/queries/feedback.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { isKeyErased } from "../../db/vault.ts";
import type { FeedbackId } from "../../domain/ids.ts";
import { toUtc } from "../../domain/time.ts";
import { type Operator, operatorAudit } from "../operations/operator.ts";
import { tenantVault } from "../tenant-vault.ts";
import { wordsPlace } from "./words-place.ts";

/** Newest first, of all tenants. */
export async function viewFeedback(env: Env, status: FeedbackStatus | null, page: Page): Promise<Paged<FeedbackView>> {
  const { items, nextCursor } = await listFeedback(env.DB, status, page);
  return { items: await Promise.all(items.map((row) => toView(env, row))), nextCursor };
}

/** Null when there is none. What has that status already stays as it is. */
export async function setFeedbackStatus(
  operator: Operator,
  id: FeedbackId,
  status: FeedbackStatus,
): Promise<FeedbackView | null> {
  const { env, now } = operator;
  const row = await findFeedback(env.DB, id);
  if (!row || row.status === status) return row && toView(env, row);
  const db = tenantDb(env.DB, row.tenantId);
  const change = { status, settledAt: status === "done" ? now : null };
  const action = status === "done" ? "feedback.settled" : "feedback.reopened";
  await db.orm.batch([
    settleFeedback(db, id, change),
    operatorAudit(db, operator, { action, subjectId: id, facts: {} }),
  ]);
  return toView(env, { ...row, ...change });
}

async function toView(env: Env, row: ListedFeedback): Promise<FeedbackView> {
  const { id, tenantId, tenantName, kind, status, page, createdAt, settledAt } = row;
  const times = { createdAt: toUtc(createdAt), settledAt: settledAt === null ? null : toUtc(settledAt) };
  return { id, tenantId, tenantName, kind, status, page, words: await openWords(env, row), ...times };
}

async function openWords(env: Env, { id, tenantId, sealedWords }: ListedFeedback): Promise<string | null> {
  try {
    return await (await tenantVault(env, tenantDb(env.DB, tenantId))).open(wordsPlace(id), sealedWords);
  } catch (error) {
    if (isKeyErased(error)) return null;
    throw error;
  }
}
