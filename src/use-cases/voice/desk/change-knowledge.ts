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
import { type Clerk, dbOf, entryOf } from "../../clerk.ts";
import { newId } from "../../new-id.ts";
import type { DeskRefusal } from "./refusal.ts";
import { renewVoice } from "./renew-voice.ts";

type Done = Promise<Result<KnowledgeEntryId, DeskRefusal>>;

export async function addKnowledge(clerk: Clerk, input: z.infer<typeof knowledgeBody>): Done {
  const { branchId = null, tags = [], isActive = true, ...rest } = input;
  const db = dbOf(clerk);
  if (!(await isOurs(clerk, branchId))) return err({ reason: "not_found", what: "branch" });
  if ((await countKnowledge(db)) >= MAX_KNOWLEDGE_ENTRIES) {
    return err({ reason: "too_many", limit: MAX_KNOWLEDGE_ENTRIES });
  }
  const id = newId("kno");
  const { now } = clerk;
  const facts = { branchId, language: rest.language, isActive };
  const row = { id, branchId, ...rest, tags, isActive, createdAt: now, updatedAt: now };
  await insertKnowledge(db, row, entryOf(clerk, "knowledge.created", id, facts));
  await renewVoice(clerk);
  return ok(id);
}

export async function changeKnowledge(clerk: Clerk, id: KnowledgeEntryId, patch: z.infer<typeof knowledgePatch>): Done {
  const db = dbOf(clerk);
  const row = await findKnowledge(db, id);
  if (!row) return err({ reason: "not_found", what: "entry" });
  const { branchId = row.branchId } = patch;
  if (!(await isOurs(clerk, branchId))) return err({ reason: "not_found", what: "branch" });
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  const facts = { fields: given.map(([name]) => name) };
  const change = { ...Object.fromEntries(given), updatedAt: clerk.now };
  await updateKnowledge(db, id, change, entryOf(clerk, "knowledge.changed", id, facts));
  await renewVoice(clerk);
  return ok(id);
}

export async function dropKnowledge(clerk: Clerk, id: KnowledgeEntryId): Done {
  const db = dbOf(clerk);
  const row = await findKnowledge(db, id);
  if (!row) return err({ reason: "not_found", what: "entry" });
  await deleteKnowledge(db, id, entryOf(clerk, "knowledge.deleted", id, { language: row.language }));
  await renewVoice(clerk);
  return ok(id);
}

async function isOurs(clerk: Clerk, branchId: BranchId | null): Promise<boolean> {
  return branchId === null || hasBranch(dbOf(clerk), branchId);
}
