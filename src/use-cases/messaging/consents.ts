import type { ConsentView, CustomerOptOuts } from "../../contracts/messaging.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { type CustomerRow, findCustomer, findCustomersByIndexes } from "../../db/queries/customers.ts";
import { consentStatements, listConsents, listOptOuts } from "../../db/queries/opt-outs.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import { actorId, type TenantActor } from "../../domain/identity/actor.ts";
import { sightOf } from "../../domain/identity/sight.ts";
import type { CustomerId, TenantId } from "../../domain/ids.ts";
import { type MessageChannel, messageChannel } from "../../domain/messaging/message.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { toUtc } from "../../domain/time.ts";
import type { Clerk } from "../clerk.ts";
import { readDetails } from "../customers/view-customers.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";

export type OptOutRefusal = { reason: "not_found" } | { reason: "unreachable"; channel: MessageChannel };

/** The ledger, newest first, with the customers whose numbers and addresses they are. */
export async function listConsentViews(env: Env, tenantId: TenantId, page: Page): Promise<Paged<ConsentView>> {
  const db = tenantDb(env.DB, tenantId);
  const { items, nextCursor } = await listConsents(db, page);
  const indexes = items.map(({ addressIndex }) => addressIndex);
  const [vault, customers] = [await tenantVault(env, db), await findCustomersByIndexes(db, indexes)];
  const names = await namesOf(vault, customers);
  const views = items.map(({ id, at, channel, action, source, addressIndex }) => {
    const known = names.get(addressIndex);
    const customer = { customerId: known?.id ?? null, customerName: known?.name ?? null };
    return { id, at: toUtc(at), channel, action, source, ...customer };
  });
  return { items: views, nextCursor };
}

async function namesOf(vault: Vault, customers: readonly CustomerRow[]) {
  const names = new Map<string, { id: CustomerId; name: string }>();
  for (const customer of customers) {
    const { name } = await readDetails(vault, customer);
    for (const index of [customer.phoneIndex, customer.emailIndex]) {
      if (index !== null) names.set(index, { id: customer.id, name });
    }
  }
  return names;
}

/** Null when the tenant has no such customer, or the actor does not see them. */
export async function viewOptOuts(env: Env, actor: TenantActor, id: CustomerId): Promise<CustomerOptOuts | null> {
  const db = tenantDb(env.DB, actor.tenantId);
  const customer = await findCustomer(db, id, sightOf(actor));
  if (!customer) return null;
  const open = await listOptOuts(
    db,
    [customer.phoneIndex, customer.emailIndex].filter((index) => index !== null),
  );
  const isOut = (channel: MessageChannel) =>
    open.some((row) => row.channel === channel && row.addressIndex === indexOn(channel, customer));
  return { channels: messageChannel.options.filter(isOut) };
}

/** Staff were told in person, or on the phone. */
export async function changeOptOut(
  { env, actor, requestId, now: at }: Clerk,
  customerId: CustomerId,
  { channel, optedOut }: { channel: MessageChannel; optedOut: boolean },
): Promise<Result<CustomerOptOuts, OptOutRefusal>> {
  const db = tenantDb(env.DB, actor.tenantId);
  const customer = await findCustomer(db, customerId, sightOf(actor));
  if (!customer) return err({ reason: "not_found" });
  const addressIndex = indexOn(channel, customer);
  if (addressIndex === null) return err({ reason: "unreachable", channel });
  const action = optedOut ? ("withdrawn" as const) : ("restored" as const);
  const consent = { id: newId("cns"), channel, addressIndex, action, source: "staff" as const, messageId: null, at };
  const facts = { channel, optedOut };
  const entry = { actor: actorId(actor), action: "opt_out.changed", subjectId: customerId, facts, requestId, at };
  await db.orm.batch([...consentStatements(db, consent), auditInsert(db, entry)]);
  return ok((await viewOptOuts(env, actor, customerId)) ?? { channels: [] });
}

function indexOn(channel: MessageChannel, { phoneIndex, emailIndex }: CustomerRow): string | null {
  return channel === "email" ? emailIndex : phoneIndex;
}
