import type { BatchItem } from "drizzle-orm/batch";
import {
  conversationDelete,
  conversationHandOver,
  conversationRestore,
  conversationRewind,
  conversationTakeIn,
  findLastWords,
} from "../../db/queries/conversation-merges.ts";
import { type ConversationRow, findConversation, findConversationOf } from "../../db/queries/conversations.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { CustomerId } from "../../domain/ids.ts";
import { placeOf } from "../../domain/messaging/conversation.ts";
import { newId } from "../new-id.ts";

type Parties = { into: CustomerId; from: CustomerId };
type Statements = BatchItem<"sqlite">[];

/** One person's two conversations become one. `taken`: the other one as it was, to be given back. */
export async function joinConversations(
  db: TenantDb,
  { into, from }: Parties,
): Promise<{ taken: ConversationRow | null; statements: Statements }> {
  const [mine, theirs] = [await findConversationOf(db, into), await findConversationOf(db, from)];
  if (!theirs) return { taken: null, statements: [] };
  const statements = mine
    ? [conversationTakeIn(db, mine.id, theirs), conversationDelete(db, theirs.id)]
    : [conversationHandOver(db, theirs.id, into)];
  return { taken: theirs, statements };
}

/** Gives a conversation back to whom it was. `moved`: the messages that go along; what has come since stays. */
export async function partConversations(
  db: TenantDb,
  { into, from }: Parties,
  { taken, moved }: { taken: ConversationRow | null; moved: readonly string[] },
): Promise<Statements> {
  if (!taken) return [];
  const words = await findLastWords(db, into, moved);
  const handedOver = await findConversation(db, taken.id);
  if (!handedOver) {
    const mine = await findConversationOf(db, into);
    const back = conversationRestore(db, { ...taken, tenantId: db.tenantId, party: from, customerId: from });
    return [back, ...(mine && words ? [conversationRewind(db, mine.id, words)] : [])];
  }
  const { lastAt, lastMessageId, lastChannel, lastIncomingId, lastWhatsappAt, addressIndex } = taken;
  const before = { lastAt, lastMessageId, lastChannel, lastIncomingId, lastWhatsappAt, addressIndex };
  const fresh = words && newConversation(db, into, words, handedOver);
  return [
    conversationHandOver(db, taken.id, from),
    conversationRewind(db, taken.id, before),
    ...(fresh ? [conversationRestore(db, fresh)] : []),
  ];
}

/** Of who has none of their own, but has written since. */
function newConversation(
  db: TenantDb,
  customerId: CustomerId,
  words: NonNullable<Awaited<ReturnType<typeof findLastWords>>>,
  { createdAt }: ConversationRow,
): ConversationRow {
  const state = { status: "open" as const, isUnread: false, pausedAt: null, ownerId: null };
  const of = { tenantId: db.tenantId, id: newId("cnv"), party: customerId, customerId, createdAt };
  return { ...of, ...state, ...words, place: placeOf({ lastAt: words.lastAt, isUnread: false }) };
}
