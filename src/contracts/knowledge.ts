import * as z from "zod";
import { branchId, knowledgeEntryId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { instant } from "./booking.ts";

const fields = {
  branchId: branchId.nullable().describe("Null: for all branches."),
  question: z.string().trim().min(1).max(300),
  answer: z.string().trim().min(1).max(1_000).describe("As the agent says it: one or two short sentences."),
  language,
  tags: z.array(z.string().trim().min(1).max(40)).max(10).describe("Other words that callers use for it."),
  isActive: z.boolean(),
};

export const knowledgeView = z
  .object({ id: knowledgeEntryId, ...fields, createdAt: instant, updatedAt: instant })
  .meta({ id: "KnowledgeEntry" });
export type KnowledgeView = z.infer<typeof knowledgeView>;

export const knowledgeBody = z.strictObject({
  ...fields,
  branchId: fields.branchId.optional(),
  tags: fields.tags.optional(),
  isActive: fields.isActive.optional(),
});
export const knowledgePatch = z.strictObject(fields).partial();

/** What the agent would answer, and from which entry. */
export const knowledgeAnswer = z.object({
  entryId: knowledgeEntryId.nullable(),
  answer: z.string().nullable(),
  score: z.number().min(0).max(1),
});
