import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import type { KnowledgeView } from "../../../src/contracts/knowledge.ts";
import { callerLists, knowledgeEntries, transferRules } from "../../../src/db/schema/voice-desk.ts";
import type { KnowledgeEntryId } from "../../../src/domain/ids.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";
import { aKey, request } from "./credentials.ts";

type Entry = Partial<KnowledgeView> & Pick<KnowledgeView, "question" | "answer">;

/** What the business told its agent, as it does itself: over the API. */
export async function addKnowledge(tenant: TestTenant, entry: Entry): Promise<KnowledgeView> {
  const body = { language: "en", ...entry };
  const response = await request("/api/v1/knowledge", { key: await aKey(tenant), body });
  if (response.status !== 201) throw new Error(await response.text());
  return response.json();
}

/** As it lies in the database, for who only needs its id. */
export async function aKnowledgeEntry({ tenantId }: TestTenant): Promise<KnowledgeEntryId> {
  const id = newId("kno");
  const words = { question: "Do you sell vouchers?", answer: "Yes.", language: "en", tags: [] as string[] } as const;
  const row = { tenantId, id, branchId: null, ...words, isActive: true, createdAt: 1, updatedAt: 1 };
  await drizzle(env.DB)
    .insert(knowledgeEntries)
    .values({ ...row, tags: [] });
  return id;
}

/** A blocked number, and a number to put callers through to. */
export async function aVoiceDesk({ tenantId, branchId, vault }: TestTenant) {
  const [callerId, ruleId] = [newId("clr"), newId("trf")];
  const sealed = await vault.seal({ purpose: "listed_caller", row: callerId }, '{"phone":"+4915100000001","note":""}');
  const sealedDestination = await vault.seal({ purpose: "transfer.destination", row: ruleId }, "+493012345679");
  const times = { createdAt: 1, updatedAt: 1 };
  const rule = { tenantId, id: ruleId, branchId, topic: "complaint", aliases: [], hours: null, language: null };
  const orm = drizzle(env.DB);
  await orm.batch([
    orm
      .insert(callerLists)
      .values({ tenantId, id: callerId, kind: "blocked", phoneIndex: callerId, sealed, createdAt: 1 }),
    orm.insert(transferRules).values({ ...rule, sealedDestination, isActive: true, ...times }),
  ]);
  return { callerId, ruleId };
}
