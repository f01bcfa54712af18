import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { agentVersions } from "../../../src/db/schema/voice-agents.ts";
import type { AgentVersionId } from "../../../src/domain/ids.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";

/** A version of the branch's agent that was published and is no more what the business is. */
export async function anAgentVersion({ tenantId, branchId, connectionId }: TestTenant): Promise<AgentVersionId> {
  const id = newId("agv");
  const texts = { name: "Salon Mitte", greeting: "Hello, this is Salon.", prompt: "You are the receptionist." };
  const plan = { ...texts, languages: ["en" as const], tools: [], maxCallSeconds: 900, silenceEndSeconds: 30 };
  await drizzle(env.DB)
    .insert(agentVersions)
    .values({
      tenantId,
      id,
      branchId,
      connectionId,
      provider: "retell",
      number: 1,
      state: "published",
      checksum: "0".repeat(64),
      plan,
      createdAt: 1,
      claimedAt: 1,
      publishedAt: 1,
    });
  return id;
}

/** The number that the tenant was made with. */
export async function numberIdOf({ tenantId, phoneNumber }: TestTenant): Promise<string> {
  const query = "SELECT /* of a test */ id FROM phone_numbers WHERE tenant_id = ? AND e164 = ?";
  return (await env.DB.prepare(query).bind(tenantId, phoneNumber).first<string>("id")) ?? "";
}
