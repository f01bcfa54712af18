import { Buffer } from "node:buffer";
import type { LeadInboxInput, LeadInboxView } from "../../../contracts/lead-inbox.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { deleteLeadInbox, findLeadInbox, type LeadInboxRow, storeLeadInbox } from "../../../db/queries/lead-inboxes.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import { actorId } from "../../../domain/identity/actor.ts";
import type { TenantId } from "../../../domain/ids.ts";
import { leadAddress } from "../../../domain/leads/inbound-email.ts";
import { configOf } from "../../../env.ts";
import type { Editor } from "../../catalogue/edit-rulebook.ts";
import { hashToken } from "../../identity/token.ts";
import { tenantVault } from "../../tenant-vault.ts";

/** Whether the deployment has a domain whose mail comes to us: without it there is no address to give. */
export function isInboundConfigured(env: Env): boolean {
  return configOf(env).EMAIL_REPLY_DOMAIN !== undefined;
}

export async function viewLeadInbox(env: Env, tenantId: TenantId): Promise<LeadInboxView> {
  const db = tenantDb(env.DB, tenantId);
  const row = await findLeadInbox(db);
  const domain = configOf(env).EMAIL_REPLY_DOMAIN;
  if (!row || !domain) return { isConfigured: domain !== undefined, inbox: null };
  const vault = await tenantVault(env, db);
  const secret = await vault.open({ purpose: "lead.inbox", row: tenantId }, row.sealedSecret);
  const { branchId, hasConsent } = row;
  return { isConfigured: true, inbox: { address: leadAddress(secret, domain), branchId, hasConsent } };
}

/** Opens it, or changes what stands. With `isNewAddress` the old one ends at once: somebody writes rubbish to it. */
export async function changeLeadInbox(editor: Editor, { isNewAddress, ...input }: LeadInboxInput): Promise<void> {
  const { env, actor, requestId, now: at } = editor;
  const db = tenantDb(env.DB, actor.tenantId);
  const known = await findLeadInbox(db);
  const secret = known && !isNewAddress ? pick(known) : await newSecret(env, db);
  const row = { ...input, ...secret, createdAt: at };
  const facts = { ...input, isNewAddress: !known || isNewAddress };
  const entry = { action: "lead_inbox.changed", subjectId: actor.tenantId, facts, requestId, at };
  await db.orm.batch([storeLeadInbox(db, row), auditInsert(db, { ...entry, actor: actorId(actor) })]);
}

export async function closeLeadInbox({ env, actor, requestId, now: at }: Editor): Promise<void> {
  const db = tenantDb(env.DB, actor.tenantId);
  const entry = { action: "lead_inbox.closed", subjectId: actor.tenantId, facts: {}, requestId, at };
  await db.orm.batch([deleteLeadInbox(db), auditInsert(db, { ...entry, actor: actorId(actor) })]);
}

function pick({ secretHash, sealedSecret }: LeadInboxRow) {
  return { secretHash, sealedSecret };
}

/** 128 bits in letters that survive a mail server, whatever it does to upper case. */
async function newSecret(env: Env, db: TenantDb) {
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
  const vault = await tenantVault(env, db);
  const sealedSecret = await vault.seal({ purpose: "lead.inbox", row: db.tenantId }, secret);
  return { secretHash: await hashToken(secret), sealedSecret };
}
