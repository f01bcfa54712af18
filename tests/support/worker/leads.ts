import { env } from "cloudflare:workers";
import type { LeadEventView, LeadView } from "../../../src/contracts/leads.ts";
import { listEnrolments } from "../../../src/db/queries/enrolments.ts";
import { insertLeadImport } from "../../../src/db/queries/lead-imports.ts";
import { insertSequence, type SequenceRow } from "../../../src/db/queries/sequences.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { LeadId, LeadImportId } from "../../../src/domain/ids.ts";
import { readLeadPhone } from "../../../src/domain/leads/lead-phone.ts";
import type { SequenceStep } from "../../../src/domain/leads/sequence.ts";
import { storePart } from "../../../src/use-cases/leads/import/import-parts.ts";
import { type GivenLead, takeLead } from "../../../src/use-cases/leads/take-lead.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";
import { type ApiRequest, request } from "./credentials.ts";

/** Somebody who asks for something, as if they had just called. */
export async function aLead(tenant: TestTenant, given: Partial<Omit<GivenLead, "phone">> & { phone?: string } = {}) {
  const { tenantId, branchId, vault } = tenant;
  const { phone: typed = "+4915112345678", ...more } = given;
  const phone = readLeadPhone(typed, "DE");
  const usual = { branchId, name: "Erika Muster", email: null, request: "A cut", language: "en" as const };
  const lead = { ...usual, source: "phone" as const, hasConsent: true, ownerId: null, ...more };
  const taker = {
    env,
    db: tenantDb(env.DB, tenantId),
    vault,
    actor: "system" as const,
    requestId: "test",
    now: Date.now(),
  };
  return takeLead(taker, { ...lead, phone: phone.ok ? phone.value : null });
}

export async function aLeadId(tenant: TestTenant): Promise<LeadId> {
  return (await aLead(tenant)).id;
}

/** A file of one row that waits to be checked. */
export async function aLeadImport({ tenantId, branchId, vault }: TestTenant): Promise<LeadImportId> {
  const id = newId("lim");
  await storePart(env, vault, { tenantId, id }, 0, "Name;Telefon\nErika;0151 12345678");
  const counts = { created: 0, duplicates: 0, invalid: 0, optedOut: 0 };
  const place = { run: 0, part: 0, recordInPart: 0, line: 0, sealedCarry: null, failure: null };
  const file = { branchId, name: "fair.csv", hasConsent: false, mapping: {}, headers: [], delimiter: ";", parts: 1 };
  const times = { actor: "system", createdAt: Date.now(), updatedAt: Date.now(), version: 1 };
  const db = tenantDb(env.DB, tenantId);
  await insertLeadImport(db, { id, status: "uploading", ...file, ...place, ...counts, ...times });
  return id;
}

const WORDS = "{business}: Hello {name}! STOP ends messages.";

export function aStep(given: Partial<SequenceStep> = {}): SequenceStep {
  const words = { subject: "Hello", text: WORDS, template: null };
  return { delayMinutes: 60, channel: "sms", de: words, en: words, ...given };
}

export async function aSequence({ tenantId }: TestTenant, given: Partial<Omit<SequenceRow, "tenantId">> = {}) {
  const row = { id: newId("sqn"), name: "Follow up", trigger: "new_lead" as const, isActive: true, recallMonths: null };
  const more = {
    steps: [aStep(), aStep({ channel: "task" })],
    createdAt: Date.now(),
    updatedAt: Date.now(),
    version: 1,
  };
  const db = tenantDb(env.DB, tenantId);
  await insertSequence(db, { ...row, ...more, ...given });
  return given.id ?? row.id;
}

/** A lead that is in a sequence. */
export async function anEnrolment(tenant: TestTenant) {
  const sequenceId = await aSequence(tenant);
  await aLead(tenant, { phone: "+4915111111111" });
  const { items } = await listEnrolments(tenantDb(env.DB, tenant.tenantId), { sequenceId }, { cursor: null, limit: 1 });
  return { sequenceId, enrolmentId: items[0]?.id ?? "" };
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
