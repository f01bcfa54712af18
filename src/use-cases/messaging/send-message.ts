import { type CustomerDetails, customerDetails } from "../../contracts/customers.ts";
import type { MessageInput } from "../../contracts/messaging.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { findCustomer } from "../../db/queries/customers.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { actorId } from "../../domain/identity/actor.ts";
import { sightOf } from "../../domain/identity/sight.ts";
import type { CustomerId, MessageId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Clerk } from "../clerk.ts";
import { customerPlace } from "../customers/customer-place.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";
import { noteWritten, tellOfMessage } from "./inbox/note-message.ts";
import { messageInsert, sealMessage, wakeMessages } from "./queue-message.ts";
import type { FillRefusal } from "./whatsapp/fill-template.ts";
import { writeBody } from "./write-body.ts";

export type SendRefusal =
  | FillRefusal
  | { reason: "not_found" }
  | { reason: "unreachable"; channel: MessageInput["channel"] };

/** Somebody of the business writes to a customer. It is queued: what became of it shows in the log. */
export async function sendMessage(
  { env, actor, requestId, now }: Clerk,
  customerId: CustomerId,
  input: MessageInput,
): Promise<Result<MessageId, SendRefusal>> {
  const { channel, purpose } = input;
  const db = tenantDb(env.DB, actor.tenantId);
  const [customer, tenant] = [await findCustomer(db, customerId, sightOf(actor)), await findTenant(db)];
  if (!customer || !tenant) return err({ reason: "not_found" });
  const vault = await tenantVault(env, db);
  const opened: unknown = JSON.parse(await vault.open(customerPlace(customerId), customer.sealedContact));
  const to = addressOn(channel, customerDetails.parse(opened));
  if (to === null) return err({ reason: "unreachable", channel });
  const { language } = customer;
  const words = await writeBody(env, input, { tenant, language });
  if (!words.ok) return words;
  const body = words.value;
  const about = { customerId, appointmentId: null, appointmentStartsAt: null, language };
  const draft = { channel, purpose, kind: "note", uniqueKey: `note/${newId("msg")}`, to, body, ...about };
  const row = await sealMessage(vault, draft, now);
  const entry = { actor: actorId(actor), action: "message.written", subjectId: row.id, facts: { channel, customerId } };
  const audit = auditInsert(db, { ...entry, requestId, at: now });
  const noted = { messageId: row.id, channel, addressIndex: row.addressIndex, customerId, at: now };
  await db.orm.batch([messageInsert(db, row), ...noteWritten(db, noted), audit]);
  await wakeMessages(env, db.tenantId, [row.id]);
  await tellOfMessage(env, db, noted);
  return ok(row.id);
}

function addressOn(channel: MessageInput["channel"], { phone, email }: CustomerDetails): string | null {
  return channel === "email" ? email : phone;
}
