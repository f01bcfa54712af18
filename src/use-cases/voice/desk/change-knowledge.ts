import type * as z from "zod";
import type { knowledgeBody, knowledgePatch } from "../../../contracts/knowledge.ts";
import { hasBranch } from "../../../db/queries/connections.ts";
import {
  countKnowledge,
  deleteKnowledge,
  findKnowledge,
  insertKnowledge,
  updateKnowledge,
} from "../../../db/queries/knowledge.ts";
import type { BranchId, KnowledgeEntryId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { MAX_KNOWLEDGE_ENTRIES } from "../../../domain/voice/voice-rules.ts";
import { newId } from "../../new-id.ts";
import { type DeskRefusal, deskAudit, deskDb, type Keeper, renewVoice } from "./keeper.ts";

type Done = Promise<Result<KnowledgeEntryId, DeskRefusal>>;

export async function addKnowledge(keeper: Keeper, input: z.infer<typeof knowledgeBody>): Done {
  const { branchId = null, tags = [], isActive = true, ...rest } = input;
  const db = deskDb(keeper);
  if (!(await isOurs(keeper, branchId))) return err({ reason: "not_found", what: "branch" });
  if ((await countKnowledge(db)) >= MAX_KNOWLEDGE_ENTRIES) {
    return err({ reason: "too_many", limit: MAX_KNOWLEDGE_ENTRIES });
  }
  const id = newId("kno");
  const { now } = keeper;
  const facts = { branchId, language: rest.language, isActive };
  const row = { id, branchId, ...rest, tags, isActive, createdAt: now, updatedAt: now };
  await insertKnowledge(db, row, deskAudit(keeper, "knowledge.created", id, facts));
  await renewVoice(keeper);
  return ok(id);
}

export async function changeKnowledge(
  keeper: Keeper,
  id: KnowledgeEntryId,
  patch: z.infer<typeof knowledgePatch>,
): Done {
  const db = deskDb(keeper);
  const row = await findKnowledge(db, id);
  if (!row) return err({ reason: "not_found", what: "entry" });
  const { branchId = row.branchId } = patch;
  if (!(await isOurs(keeper, branchId))) return err({ reason: "not_found", what: "branch" });
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  const facts = { fields: given.map(([name]) => name) };
  const change = { ...Object.fromEntries(given), updatedAt: keeper.now };
  await updateKnowledge(db, id, change, deskAudit(keeper, "knowledge.changed", id, facts));
  await renewVoice(keeper);
  return ok(id);
}

export async function dropKnowledge(keeper: Keeper, id: KnowledgeEntryId): Done {
  const db = deskDb(keeper);
  const row = await findKnowledge(db, id);
  if (!row) return err({ reason: "not_found", what: "entry" });
  await deleteKnowledge(db, id, deskAudit(keeper, "knowledge.deleted", id, { language: row.language }));
  await renewVoice(keeper);
  return ok(id);
}

async function isOurs(keeper: Keeper, branchId: BranchId | null): Promise<boolean> {
  return branchId === null || hasBranch(deskDb(keeper), branchId);
}
