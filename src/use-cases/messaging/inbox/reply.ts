import type { ConversationWay } from "../../../contracts/conversations.ts";
import type { ReplyInput } from "../../../contracts/messaging.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { type ConversationRow, findConversation } from "../../../db/queries/conversations.ts";
import { findCustomer } from "../../../db/queries/customers.ts";
import { findTenant } from "../../../db/queries/identity.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import { actorId } from "../../../domain/identity/actor.ts";
import type { ConversationId, MessageId } from "../../../domain/ids.ts";
import type { Language } from "../../../domain/language.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { Clerk } from "../../clerk.ts";
import { newId } from "../../new-id.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { messageInsert, sealMessage, wakeMessages } from "../queue-message.ts";
import type { FillRefusal } from "../whatsapp/fill-template.ts";
import { writeBody } from "../write-body.ts";
import { findWays } from "./find-ways.ts";
import { noteWritten, tellOfMessage } from "./note-message.ts";

export type ReplyRefusal =
  | FillRefusal
  | { reason: "not_found" }
  | { reason: "unreachable"; channel: ReplyInput["channel"]; obstacle: NonNullable<ConversationWay["obstacle"]> };

/** Somebody of the business answers. It is queued; by that the conversation is read. */
export async function reply(
  { env, actor, requestId, now }: Clerk,
  id: ConversationId,
  input: ReplyInput,
): Promise<Result<MessageId, ReplyRefusal>> {
  const { channel } = input;
  const db = tenantDb(env.DB, actor.tenantId);
  const [row, tenant] = [await findConversation(db, id), await findTenant(db)];
  if (!row || !tenant) return err({ reason: "not_found" });
  const vault = await tenantVault(env, db);
  const way = (await findWays({ env, db, vault, now }, row)).find((each) => each.channel === channel);
  const obstacle = input.template && way?.obstacle === "outside_window" ? null : way?.obstacle;
  if (!way?.to || obstacle) return err({ reason: "unreachable", channel, obstacle: obstacle ?? "no_address" });
  const language = await languageOf(db, row, tenant.language);
  const words = await writeBody(env, input, { tenant, language });
  if (!words.ok) return words;
  const body = words.value;
  const { customerId } = row;
  const about = { customerId, appointmentId: null, appointmentStartsAt: null, language };
  const kind = { purpose: "transactional" as const, kind: "note", uniqueKey: `note/${newId("msg")}` };
  const message = await sealMessage(vault, { channel, ...kind, to: way.to, body, ...about }, now);
  const noted = {
    messageId: message.id as MessageId,
    channel,
    addressIndex: message.addressIndex,
    customerId,
    at: now,
  };
  const entry = {
    actor: actorId(actor),
    action: "message.written",
    subjectId: message.id,
    facts: { channel, conversationId: id },
  };
  const audit = auditInsert(db, { ...entry, requestId, at: now });
  await db.orm.batch([messageInsert(db, message), ...noteWritten(db, noted), audit]);
  await wakeMessages(env, db.tenantId, [noted.messageId]);
  await tellOfMessage(env, db, noted);
  return ok(noted.messageId);
}

async function languageOf(db: TenantDb, { customerId }: ConversationRow, usual: Language) {
  const customer = customerId === null ? null : await findCustomer(db, customerId, "all");
  return customer?.language ?? usual;
}
