import { env } from "cloudflare:workers";
import type { LeadEventView, LeadView } from "../../../src/contracts/leads.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { LeadId } from "../../../src/domain/ids.ts";
import { readLeadPhone } from "../../../src/domain/leads/lead-phone.ts";
import { type GivenLead, takeLead } from "../../../src/use-cases/leads/take-lead.ts";
import type { TestTenant } from "./a-tenant.ts";
import { type ApiRequest, request } from "./credentials.ts";

/** Somebody who asks for something, as if they had just called. */
export async function aLead(tenant: TestTenant, given: Partial<Omit<GivenLead, "phone">> & { phone?: string } = {}) {
  const { tenantId, branchId, vault } = tenant;
  const { phone: typed = "+4915112345678", ...more } = given;
  const phone = readLeadPhone(typed, "DE");
  const usual = { branchId, name: "Erika Muster", email: null, request: "A cut", language: "en" as const };
  const lead = { ...usual, source: "phone" as const, hasConsent: true, ownerId: null, ...more };
  const taker = { db: tenantDb(env.DB, tenantId), vault, actor: "system" as const, requestId: "test", now: Date.now() };
  return takeLead(taker, { ...lead, phone: phone.ok ? phone.value : null });
}

export async function aLeadId(tenant: TestTenant): Promise<LeadId> {
  return (await aLead(tenant)).id;
}

export async function leadOf(credential: ApiRequest, id: string): Promise<LeadView> {
  return (await request(`/api/v1/leads/${id}`, credential)).json();
}

export async function leadsOf(credential: ApiRequest, query = ""): Promise<LeadView[]> {
  const response = await request(`/api/v1/leads${query}`, credential);
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json<{ items: LeadView[] }>()).items;
}

export async function historyOf(credential: ApiRequest, id: string): Promise<LeadEventView[]> {
  return (await (await request(`/api/v1/leads/${id}/history`, credential)).json<{ items: LeadEventView[] }>()).items;
}
