import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { listEnrolments } from "../../../src/db/queries/enrolments.ts";
import { messages } from "../../../src/db/schema/messaging.ts";
import { enrolments } from "../../../src/db/schema/sequences.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { EnrolmentId } from "../../../src/domain/ids.ts";
import type { SequenceStep } from "../../../src/domain/leads/sequence.ts";
import { runStep } from "../../../src/use-cases/sequences/run-step.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aLead, aSequence, aStep } from "../../support/worker/leads.ts";

/** Monday 2041-01-14, 12:00 in Berlin. */
const NOON = Date.UTC(2041, 0, 14, 11);

it("a step by WhatsApp has its template along, with this person's facts in its places", async () => {
  const tenant = await aTenant();
  const { tenantId, vault } = tenant;
  const db = tenantDb(env.DB, tenantId);
  const template: SequenceStep["de"]["template"] = { name: "we_miss_you", language: "de", variables: ["name", "link"] };
  const words = { subject: null, text: "{business}: Hello {name}!", template };
  await aSequence(tenant, { steps: [aStep({ delayMinutes: 0, channel: "whatsapp", de: words, en: words })] });
  const { id: leadId } = await aLead(tenant, { name: "Erika\nMuster" });
  const { items } = await listEnrolments(db, { leadId }, { cursor: null, limit: 1 });
  const enrolmentId = items[0]?.id as EnrolmentId;
  await db.orm.update(enrolments).set({ nextAt: NOON }).where(eq(enrolments.id, enrolmentId));
  await runStep(env, { waitUntil: () => undefined }, { tenantId, enrolmentId, position: 0 }, NOON);
  const row = await db.orm.select().from(messages).where(eq(messages.tenantId, tenantId)).get();
  const opened = await vault.open({ purpose: "message.body", row: row?.id ?? "" }, row?.sealedBody ?? "");
  // Meta refuses line breaks in what is filled in.
  const parameters = ["Erika Muster", expect.stringContaining("/b/")];
  expect(JSON.parse(opened)).toMatchObject({ template: { name: "we_miss_you", language: "de", parameters } });
});
