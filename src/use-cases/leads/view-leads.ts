import type { LeadEventView, LeadFigures, LeadView } from "../../contracts/leads.ts";
import { type LeadEventRow, listLeadEvents } from "../../db/queries/lead-events.ts";
import {
  countLeads,
  findLead,
  type LeadFilter,
  type LeadRow,
  listFirstContacts,
  listLeads,
} from "../../db/queries/leads.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { TenantActor } from "../../domain/identity/actor.ts";
import type { CustomerId, LeadId } from "../../domain/ids.ts";
import { contactSeconds, leadStatus, median } from "../../domain/leads/lead.ts";
import { DAY_MS, type EpochMs, toUtc } from "../../domain/time.ts";
import { ownTasksOnly } from "../callbacks/own-tasks.ts";
import { readSearch } from "../customers/read-search.ts";
import { tenantVault } from "../tenant-vault.ts";
import { openLead } from "./lead-place.ts";

const FIGURES_OF_MS = 30 * DAY_MS;
const MAX_MEASURED = 1_000;
const AT_ONCE_SECONDS = 30;

type Asked = Omit<LeadFilter, "onlyOwner" | "phoneIndex" | "emailIndex" | "words"> & {
  /** A number, an address, or the beginnings of names. */
  q?: string | undefined;
  phone?: string | undefined;
  email?: string | undefined;
};

/** Newest first. Who sees one calendar alone sees the leads that were given to them. */
export async function listLeadViews(
  env: Env,
  actor: TenantActor,
  { q, phone, email, ...filter }: Asked,
  page: Page,
): Promise<Paged<LeadView>> {
  const db = tenantDb(env.DB, actor.tenantId);
  const vault = await tenantVault(env, db);
  const search = q === undefined ? {} : await readSearch(db, vault, q);
  if (search === "nobody") return { items: [], nextCursor: null };
  const sought = {
    ...search,
    ...(phone === undefined ? {} : { phoneIndex: await vault.phoneIndex(phone) }),
    ...(email === undefined ? {} : { emailIndex: await vault.emailIndex(email) }),
  };
  const { items, nextCursor } = await listLeads(db, { ...filter, ...sought, onlyOwner: ownTasksOnly(actor) }, page);
  return { items: await Promise.all(items.map((row) => toLeadView(vault, row))), nextCursor };
}

/** Null when this tenant has no such lead, or the actor does not see it. */
export async function findLeadView(env: Env, actor: TenantActor, id: LeadId): Promise<LeadView | null> {
  const db = tenantDb(env.DB, actor.tenantId);
  const row = await findLead(db, id, ownTasksOnly(actor));
  return row && toLeadView(await tenantVault(env, db), row);
}

/** What became of a lead, or of a customer. Newest first. */
export async function listHistory(
  env: Env,
  { tenantId }: Pick<TenantActor, "tenantId">,
  of: { leadId: LeadId } | { customerId: CustomerId },
  page: Page,
): Promise<Paged<LeadEventView>> {
  const db = tenantDb(env.DB, tenantId);
  const [vault, { items, nextCursor }] = [await tenantVault(env, db), await listLeadEvents(db, of, page)];
  return { items: await Promise.all(items.map((row) => toEventView(vault, row))), nextCursor };
}

export async function viewLeadFigures(env: Env, actor: TenantActor, now: EpochMs): Promise<LeadFigures> {
  const db = tenantDb(env.DB, actor.tenantId);
  const counts = new Map((await countLeads(db, ownTasksOnly(actor))).map(({ status, count }) => [status, count]));
  const contacts = await listFirstContacts(db, now - FIGURES_OF_MS, MAX_MEASURED);
  const seconds = contacts.flatMap(({ createdAt, firstContactAt }) => contactSeconds(createdAt, firstContactAt) ?? []);
  const byStatus = Object.fromEntries(leadStatus.options.map((status) => [status, counts.get(status) ?? 0]));
  return {
    byStatus: byStatus as LeadFigures["byStatus"], // of every status
    contacted: seconds.length,
    contactedAtOnce: seconds.filter((each) => each <= AT_ONCE_SECONDS).length,
    medianContactSeconds: median(seconds),
  };
}

export async function toLeadView(vault: Vault, row: LeadRow): Promise<LeadView> {
  const { id, branchId, status, source, phoneType, language, hasConsent, ownerId, customerId, version } = row;
  const { contactState, contactReason, firstContactAt, firstContactBy, createdAt, updatedAt } = row;
  const of = { id, branchId, status, source, phoneType, language, hasConsent, ownerId, customerId, version };
  const contact = { contactState, contactReason, firstContactBy };
  const times = {
    firstContactAt: firstContactAt === null ? null : toUtc(firstContactAt),
    contactSeconds: contactSeconds(createdAt, firstContactAt),
    createdAt: toUtc(createdAt),
    updatedAt: toUtc(updatedAt),
  };
  return { ...of, ...(await openLead(vault, row)), ...contact, ...times };
}

async function toEventView(vault: Vault, row: LeadEventRow): Promise<LeadEventView> {
  const { id, type, at, actor, facts, sealedWords } = row;
  const words = sealedWords === null ? null : await vault.open({ purpose: "lead.event", row: id }, sealedWords);
  return { id, type, at: toUtc(at), actor, words, facts };
}
