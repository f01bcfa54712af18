import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import type { KnowledgeView } from "../../../src/contracts/knowledge.ts";
import { knowledgeEntries } from "../../../src/db/schema/voice-desk.ts";
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
