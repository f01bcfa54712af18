import type { Vault } from "../../src/db/vault.ts";
import { partyOfAddress, placeOf } from "../../src/domain/messaging/conversation.ts";
import type { MessageChannel } from "../../src/domain/messaging/message.ts";
import { smsSize } from "../../src/domain/messaging/sms-segments.ts";
import { type EpochMs, HOUR_MS, MINUTE_MS } from "../../src/domain/time.ts";
import { TENANT, TWILIO_SENDER_ID, WHATSAPP_SENDER_ID } from "./business.ts";
import { seededId } from "./dice.ts";
import type { Person } from "./people.ts";
import type { DemoRows } from "./rows.ts";

type Line = { isOurs: boolean; text: string; minutesAgo: number };
type Plan = { name: string; channel: "sms" | "whatsapp"; phone: string; customer: Person | null; lines: Line[] };
type Message = DemoRows["messages"][number];

const they = (minutesAgo: number, text: string): Line => ({ isOurs: false, text, minutesAgo });
const we = (minutesAgo: number, text: string): Line => ({ isOurs: true, text, minutesAgo });

/** One with a customer, one with somebody who is not known yet: both wait to be read. */
function plans([customer]: Person[]): Plan[] {
  const known = customer ?? null;
  return [
    {
      name: "known",
      channel: "sms",
      phone: known?.phone ?? "+491713920000",
      customer: known,
      lines: [
        they(190, "Hallo, kann ich zum Färben meine Tochter mitbringen? Sie ist vier."),
        we(172, "Gerne! Wir haben eine kleine Spielecke. Bis dann!"),
        they(38, "Super, danke. Gibt es bei Ihnen Parkplätze?"),
      ],
    },
    {
      name: "unknown",
      channel: "whatsapp",
      phone: "+4917604069099",
      customer: null,
      lines: [they(64, "Guten Tag, machen Sie auch Hochsteckfrisuren für eine Hochzeit im Mai?")],
    },
  ];
}

export async function conversationRows(
  vault: Vault,
  people: Person[],
  now: EpochMs,
): Promise<Pick<DemoRows, "messages" | "conversations">> {
  const made = await Promise.all(plans(people).map((plan) => rowsOf(vault, plan, now)));
  return {
    messages: made.flatMap(({ messages }) => messages),
    conversations: made.map(({ conversation }) => conversation),
  };
}

async function rowsOf(vault: Vault, plan: Plan, now: EpochMs) {
  const { name, channel, phone, customer, lines } = plan;
  const addressIndex = await vault.phoneIndex(phone);
  const messages = await Promise.all(lines.map((line, at) => messageRow(vault, { plan, addressIndex, line, at }, now)));
  const last = messages.at(-1);
  const lastIncoming = messages.findLast(({ direction }) => direction === "inbound");
  if (!last || !lastIncoming) throw new Error("a conversation of the demo has no words");
  const lastAt = last.createdAt;
  const conversation = {
    tenantId: TENANT.id,
    id: seededId("cnv", name),
    party: customer?.id ?? partyOfAddress(channel, addressIndex),
    customerId: customer?.id ?? null,
    addressIndex,
    status: "open" as const,
    isUnread: true,
    lastAt,
    lastMessageId: last.id,
    lastIncomingId: lastIncoming.id,
    lastChannel: channel as MessageChannel,
    lastWhatsappAt: channel === "whatsapp" ? lastIncoming.createdAt : null,
    place: placeOf({ lastAt, isUnread: true }),
    createdAt: now - 4 * HOUR_MS,
  };
  return { messages, conversation };
}

type Place = { plan: Plan; addressIndex: string; line: Line; at: number };

async function messageRow(vault: Vault, { plan, addressIndex, line, at }: Place, now: EpochMs): Promise<Message> {
  const { name, channel, phone, customer } = plan;
  const { isOurs, text, minutesAgo } = line;
  const id = seededId("msg", `${name}/${at}`);
  const createdAt = now - minutesAgo * MINUTE_MS;
  const kind = { direction: isOurs ? ("outbound" as const) : ("inbound" as const), kind: isOurs ? "note" : "text" };
  const segments = channel === "sms" && isOurs ? smsSize(text).segments : null;
  const by = {
    vendor: channel === "sms" ? ("twilio" as const) : ("whatsapp" as const),
    vendorId: `demo-${name}-${at}`,
  };
  return {
    tenantId: TENANT.id,
    id,
    channel,
    ...kind,
    purpose: "transactional",
    uniqueKey: `demo/${name}/${at}`,
    customerId: customer?.id ?? null,
    language: "de",
    status: isOurs ? "delivered" : "received",
    ...by,
    senderId: channel === "sms" ? TWILIO_SENDER_ID : WHATSAPP_SENDER_ID,
    addressIndex,
    sealedAddress: await vault.seal({ purpose: "message.address", row: id }, phone),
    sealedBody: await vault.seal({ purpose: "message.body", row: id }, JSON.stringify({ text })),
    segments,
    createdAt,
    nextAttemptAt: createdAt,
    settledAt: createdAt,
  };
}
