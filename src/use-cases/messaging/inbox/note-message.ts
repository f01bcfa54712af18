import { adoptConversation, conversationUpsert, findConversationOf } from "../../../db/queries/conversations.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { CustomerId, MessageId } from "../../../domain/ids.ts";
import { partyOfAddress } from "../../../domain/messaging/conversation.ts";
import type { MessageChannel } from "../../../domain/messaging/message.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { newId } from "../../new-id.ts";
import { tellViewers } from "./tell-viewers.ts";

type Noted = {
  messageId: MessageId;
  channel: MessageChannel;
  addressIndex: string;
  customerId: CustomerId | null;
  at: EpochMs;
};

/** Statements for the batch that stores a message from somebody. `isUnread`: a person should read it. */
export function noteIncoming(db: TenantDb, noted: Noted, isUnread: boolean) {
  const { messageId: lastIncomingId, channel, addressIndex, at } = noted;
  const lastWhatsappAt = channel === "whatsapp" ? at : null;
  const upsert = conversationUpsert(db, {
    ...factsOf(noted),
    isUnread,
    isRead: false,
    addressIndex,
    lastIncomingId,
    lastWhatsappAt,
  });
  return [...adoption(db, noted), upsert] as const;
}

/** Of what somebody of the business has written: by that they have read what stood. */
export function noteWritten(db: TenantDb, noted: Noted) {
  const nothing = { isUnread: false, isRead: true, addressIndex: null, lastIncomingId: null, lastWhatsappAt: null };
  return [...adoption(db, noted), conversationUpsert(db, { ...factsOf(noted), ...nothing })] as const;
}

/** After the batch. */
export async function tellOfMessage(env: Env, db: TenantDb, noted: Noted): Promise<void> {
  const row = await findConversationOf(db, partyOf(noted));
  if (row) await tellViewers(env, db.tenantId, { conversationId: row.id, cause: noted.messageId, at: noted.at });
}

function factsOf(noted: Noted) {
  const { messageId: lastMessageId, channel: lastChannel, customerId, at } = noted;
  const party = partyOf(noted);
  return { id: newId("cnv"), party, customerId, lastMessageId, lastChannel, lastAt: at, createdAt: at };
}

/** What they wrote before they were a customer goes on as the customer's. */
function adoption(db: TenantDb, { channel, addressIndex, customerId }: Noted) {
  return customerId === null ? [] : [adoptConversation(db, partyOfAddress(channel, addressIndex), customerId)];
}

function partyOf({ channel, addressIndex, customerId }: Noted): string {
  return customerId ?? partyOfAddress(channel, addressIndex);
}
