import { type AuditEntry, auditInsert } from "../../db/queries/audit.ts";
import { findCustomersByIndexes } from "../../db/queries/customers.ts";
import { hasLeadEvent } from "../../db/queries/lead-events.ts";
import { findLeadSettings } from "../../db/queries/lead-settings.ts";
import { changeLead, findLeadByIndexes, type LeadRow, storeLead } from "../../db/queries/leads.ts";
import { replaceName } from "../../db/queries/names.ts";
import { listActiveSequences } from "../../db/queries/sequences.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { BranchId, CustomerId, LeadId, UserId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { type LeadSource, mergedDetails, statusAfterReturn } from "../../domain/leads/lead.ts";
import type { LeadPhone } from "../../domain/leads/lead-phone.ts";
import type { EpochMs } from "../../domain/time.ts";
import { nameTokensOf } from "../customers/index-names.ts";
import { newId } from "../new-id.ts";
import { type Enrolled, enrolStatements } from "../sequences/enrol.ts";
import { sealEvent } from "./lead-event.ts";
import { indexesOf, openLead, sealLead } from "./lead-place.ts";
import { wakeLead } from "./wake-lead.ts";

export type LeadTaker = {
  env: Env;
  db: TenantDb;
  vault: Vault;
  actor: AuditEntry["actor"];
  requestId: string;
  now: EpochMs;
};
export type GivenLead = {
  branchId: BranchId;
  name: string;
  phone: LeadPhone | null;
  email: string | null;
  request: string | null;
  language: Language;
  source: LeadSource;
  hasConsent: boolean;
  ownerId: UserId | null;
  /** The same asking again, such as a form that was sent twice, is not merged again. */
  eventId?: string;
};
export type TakenLead = { id: LeadId; outcome: "created" | "merged" };

/** Who sends two forms at once meets themselves; more than that is a fault. */
const MAX_TRIES = 4;
const ANSWERED: readonly LeadSource[] = ["api", "form", "email"];

/**
 * Stores who asks for something, once a person: who is a lead already, by number or address in whatever format, is merged
 * with that lead, and both requests stand in its history. Safe at the same time.
 */
export async function takeLead(taker: LeadTaker, given: GivenLead): Promise<TakenLead> {
  const { db, vault } = taker;
  const indexes = await indexesOf(vault, { phone: given.phone?.e164 ?? null, email: given.email });
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const known = await findLeadByIndexes(db, indexes);
    const isRepeated = given.eventId !== undefined && (await hasLeadEvent(db, given.eventId));
    if (known && isRepeated) return { id: known.id, outcome: "merged" };
    const taken = known ? await merge(taker, known, given) : await create(taker, indexes, given);
    if (taken) {
      await wakeLead(taker.env, { tenantId: db.tenantId, leadId: taken.id });
      return taken;
    }
  }
  throw new Error("a lead changes faster than it can be merged");
}

type Indexes = Awaited<ReturnType<typeof indexesOf>>;

async function create(taker: LeadTaker, indexes: Indexes, given: GivenLead): Promise<TakenLead | null> {
  const { db, vault, actor, requestId, now } = taker;
  const { branchId, name, phone, email, request, language, source, hasConsent, ownerId } = given;
  const id = newId("led");
  const customerId = await customerOf(db, indexes);
  const sealed = await sealLead(vault, id, { name, phone: phone?.e164 ?? null, email, request, todo: null });
  const facts = { source, hasConsent, customerId };
  const asked = { ...repeatable(given), leadId: id, customerId, at: now, actor, facts, words: request };
  const event = await sealEvent(vault, { ...asked, type: "created" });
  const of = { branchId, language, source, hasConsent, ownerId, customerId, phoneType: phone?.type ?? null };
  const times = { createdAt: now, updatedAt: now, ...(await dueContact(taker, given)) };
  const row = { id, ...indexes, ...of, sealed, status: "new" as const, isNameIndexed: true, ...times };
  const tokens = await nameTokensOf(vault, name);
  const enrolled = await followUps(taker, given, { branchId, leadId: id, customerId, ...indexes }, `lead/${id}/1`);
  const entry = { actor, action: "lead.created", subjectId: id, facts: { branchId, ...facts }, requestId, at: now };
  const stored = await storeLead(db, row, [
    ...replaceName(db, { id, tokens }),
    event(db),
    auditInsert(db, entry),
    ...enrolled,
  ]);
  return stored === "stored" ? { id, outcome: "created" } : null;
}

async function merge(taker: LeadTaker, known: LeadRow, given: GivenLead): Promise<TakenLead | null> {
  const { db, vault, actor, requestId, now } = taker;
  const { id } = known;
  const phone = given.phone?.e164 ?? null;
  const before = await openLead(vault, known);
  const details = mergedDetails(before, { ...given, phone });
  const status = statusAfterReturn(known.status, given.source);
  const facts = { source: given.source, hasConsent: given.hasConsent, before: known.status, after: status };
  const asked = { ...repeatable(given), leadId: id, at: now, actor, facts, words: given.request };
  const event = await sealEvent(vault, { ...asked, type: "asked_again" });
  const indexes = await indexesOf(vault, details);
  const isAnswered = known.firstContactAt !== null || known.contactState !== null;
  const change = {
    ...indexes,
    ...(isAnswered ? {} : await dueContact(taker, given)),
    phoneType: known.phoneType ?? (details.phone === phone ? (given.phone?.type ?? null) : null),
    sealed: await sealLead(vault, id, details),
    // A name that was missing is found again once it is indexed.
    ...(details.name === before.name ? {} : { isNameIndexed: false }),
    hasConsent: known.hasConsent || given.hasConsent,
    status,
    updatedAt: now,
  };
  const entry = { actor, action: "lead.merged", subjectId: id, facts, requestId, at: now };
  // Who comes back after it was over begins anew.
  const whom = { branchId: known.branchId, leadId: id, customerId: known.customerId, ...indexes };
  const isBack = status !== known.status;
  const enrolled = isBack ? await followUps(taker, given, whom, `lead/${id}/${known.version}`) : [];
  const stored = await changeLead(db, known, change, [event(db), auditInsert(db, entry), ...enrolled]);
  return stored === "stored" ? { id, outcome: "merged" } : null;
}

function repeatable({ eventId }: GivenLead): { id?: string } {
  return eventId === undefined ? {} : { id: eventId };
}

/** Whom nobody is speaking to just now, and who has agreed to it, is answered at once and by itself. */
async function dueContact({ db, now }: LeadTaker, { source, hasConsent, phone }: GivenLead) {
  if (!hasConsent || !phone || !ANSWERED.includes(source)) return {};
  const { firstContact } = await findLeadSettings(db);
  return firstContact === "none" ? {} : { contactState: "due" as const, contactDueAt: now };
}

async function followUps(taker: LeadTaker, { source }: GivenLead, whom: Enrolled, cause: string) {
  if (source === "import" || source === "follow_up") return [];
  return enrolStatements(taker, await listActiveSequences(taker.db, "new_lead"), whom, cause);
}

/** By the number first: an address may be a family's. */
async function customerOf(db: TenantDb, { phoneIndex, emailIndex }: Indexes): Promise<CustomerId | null> {
  const given = [phoneIndex, emailIndex].filter((index) => index !== null);
  const found = given.length === 0 ? [] : await findCustomersByIndexes(db, given);
  const byPhone = found.find((customer) => phoneIndex !== null && customer.phoneIndex === phoneIndex);
  const known = byPhone ?? found[0];
  return known?.mergedInto ?? known?.id ?? null;
}
