import type { ConversationCustomerInput } from "../../../contracts/conversations.ts";
import type { CustomerDetails } from "../../../contracts/customers.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { adoptConversation, type ConversationRow, findConversation } from "../../../db/queries/conversations.ts";
import { findCustomer, findCustomersByIndexes } from "../../../db/queries/customers.ts";
import { findMessage, type MessageRow } from "../../../db/queries/messages.ts";
import { replaceName } from "../../../db/queries/names.ts";
import { adoptLeads, adoptMessages, insertCustomer } from "../../../db/queries/new-customer.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { Vault } from "../../../db/vault.ts";
import { actorId } from "../../../domain/identity/actor.ts";
import { type ConversationId, type CustomerId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { Editor } from "../../catalogue/edit-rulebook.ts";
import { customerPlace } from "../../customers/customer-place.ts";
import { nameTokensOf } from "../../customers/index-names.ts";
import { type MergeRefusal, mergeCustomers } from "../../customers/merge-customers.ts";
import { readDetails } from "../../customers/view-customers.ts";
import { newId } from "../../new-id.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { tellViewers } from "./tell-viewers.ts";

export type NameRefusal =
  | MergeRefusal
  | { reason: "already_known" }
  /** Their words and address are no longer kept. */
  | { reason: "no_address" };

/**
 * Says who an unknown sender is: a new customer, or one that there is, whose other number or address this is. That one
 * takes a record of the sender in, so it can be undone as every merge can. Tells by whom the conversation goes on.
 */
export async function nameSender(
  editor: Editor,
  id: ConversationId,
  wish: ConversationCustomerInput,
): Promise<Result<CustomerId, NameRefusal>> {
  const { env, actor, requestId, now } = editor;
  const db = tenantDb(env.DB, actor.tenantId);
  const row = await findConversation(db, id);
  if (!row) return err({ reason: "not_found" });
  if (row.customerId !== null || row.addressIndex === null) return err({ reason: "already_known" });
  const said = row.lastIncomingId === null ? null : await findMessage(db, row.lastIncomingId);
  if (!said?.sealedAddress) return err({ reason: "no_address" });
  const vault = await tenantVault(env, db);
  const target = wish.customerId ? await findCustomer(db, wish.customerId, "all") : null;
  if (wish.customerId && !target) return err({ reason: "not_found" });
  const name = target ? (await readDetails(vault, target)).name : (wish.name ?? "");
  const [known] = await findCustomersByIndexes(db, [row.addressIndex]);
  if (known) return err({ reason: "already_known" }); // their next message joins them by itself
  const customerId = await makeCustomer(editor, { db, vault }, { row, said, name });
  const merged = target ? await mergeCustomers(editor, target.id, customerId) : ok(undefined);
  if (!merged.ok) return merged;
  await tellViewers(env, db.tenantId, { conversationId: id, cause: requestId, at: now });
  return ok(target?.id ?? customerId);
}

type Stranger = { row: ConversationRow; said: MessageRow; name: string };

async function makeCustomer(
  { actor, requestId, now: at }: Editor,
  { db, vault }: { db: TenantDb; vault: Vault },
  { row, said, name }: Stranger,
): Promise<CustomerId> {
  const id = newId("cus");
  const addressIndex = row.addressIndex ?? said.addressIndex;
  const place = { purpose: "message.address" as const, row: said.id };
  const contact = contactOf(name, said, await vault.open(place, said.sealedAddress ?? ""));
  const index = said.channel === "email" ? { emailIndex: addressIndex } : { phoneIndex: addressIndex };
  const sealedContact = await vault.seal(customerPlace(id), JSON.stringify(contact));
  const tokens = await nameTokensOf(vault, name);
  const facts = { conversationId: row.id, channel: said.channel };
  const times = { createdAt: at, updatedAt: at };
  await db.orm.batch([
    insertCustomer(db, { id, ...index, sealedContact, language: said.language, isNameIndexed: true, ...times }),
    ...replaceName(db, { id, tokens }),
    adoptConversation(db, row.party, id),
    adoptMessages(db, addressIndex, id),
    ...adoptLeads(db, addressIndex, id),
    auditInsert(db, { actor: actorId(actor), action: "customer.created", subjectId: id, facts, requestId, at }),
  ]);
  return id;
}

/** An id at WhatsApp is no number: they are known by it and answered by it, and it is shown to nobody. */
function contactOf(name: string, { channel }: MessageRow, address: string): CustomerDetails {
  const isNumber = channel !== "email" && address.startsWith("+");
  const nothing = { notes: null, tags: [], preferredChannel: null };
  return { name, phone: isNumber ? address : null, email: channel === "email" ? address : null, ...nothing };
}
