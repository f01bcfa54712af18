import type { OutboundSettings } from "../../../contracts/outbound-requests.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { findOutboundSettings, storeOutboundSettings } from "../../../db/queries/outbound-requests.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import { usualOutboundPolicy } from "../../../domain/voice/outbound-policy.ts";
import { type Clerk, dbOf, entryOf } from "../../clerk.ts";

export const usualOutboundSettings: OutboundSettings = {
  ...usualOutboundPolicy,
  voicemailWords: {
    de: "Guten Tag, wir haben versucht, Sie zu erreichen. Wir melden uns wieder, oder rufen Sie uns gern zurück.",
    en: "Hello, we tried to reach you. We will call again, or please call us back.",
  },
  textBack: false,
  textBackWords: {
    de: "{business}: Wir haben Ihren Anruf verpasst. Buchen Sie gern selbst: {link} oder antworten Sie hier. STOP beendet Nachrichten.",
    en: "{business}: Sorry we missed your call. Book right away: {link} or answer here. STOP ends messages.",
  },
};

export async function readOutboundSettings(db: TenantDb): Promise<OutboundSettings> {
  return (await findOutboundSettings(db)) ?? usualOutboundSettings;
}

export async function changeOutboundSettings(clerk: Clerk, after: OutboundSettings): Promise<OutboundSettings> {
  const db = dbOf(clerk);
  const before = await readOutboundSettings(db);
  const names = Object.keys(after) as (keyof OutboundSettings)[];
  const fields = names.filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]));
  const audit = entryOf(clerk, "outbound_settings.changed", clerk.actor.tenantId, { fields });
  await db.orm.batch([storeOutboundSettings(db, after, clerk.now), auditInsert(db, audit)]);
  return after;
}
