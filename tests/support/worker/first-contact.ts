import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { findLead } from "../../../src/db/queries/leads.ts";
import { leads } from "../../../src/db/schema/leads.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { LeadId } from "../../../src/domain/ids.ts";
import type { Deliver } from "../../../src/use-cases/leads/contact-lead.ts";
import { deliverMessage } from "../../../src/use-cases/messaging/deliver-message.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";
import { aLead } from "./leads.ts";

/** Tuesday 2040-11-27, noon and midnight in Berlin. */
export const NOON = Date.UTC(2040, 10, 27, 11);
export const NIGHT = Date.UTC(2040, 10, 27, 23);
export const background = { waitUntil: () => undefined };

/** A carrier that takes everything, some seconds after it was asked. */
export const taking: Deliver = (own, ids, now) => {
  const provider = {
    vendor: "twilio" as const,
    sendsOnce: false,
    send: async () => ({ kind: "sent" as const, vendorId: newId("evt"), segments: 1 }),
  };
  return deliverMessage(own, ids, now, async () => [{ senderId: null, provider }]);
};

/** Who has asked at that time, and is to be answered. */
export async function asked(tenant: TestTenant, at: number, fields: Parameters<typeof aLead>[1] = {}): Promise<LeadId> {
  const { id } = await aLead(tenant, { source: "form", ...fields });
  const db = tenantDb(env.DB, tenant.tenantId);
  await db.orm.update(leads).set({ createdAt: at, contactDueAt: at }).where(eq(leads.id, id));
  return id;
}

export const stateOf = ({ tenantId }: TestTenant, id: LeadId) => findLead(tenantDb(env.DB, tenantId), id);
