import type { ConversationWay } from "../../../contracts/conversations.ts";
import { type CustomerDetails, customerDetails } from "../../../contracts/customers.ts";
import type { ConversationRow } from "../../../db/queries/conversations.ts";
import { findCustomer } from "../../../db/queries/customers.ts";
import { listSenders } from "../../../db/queries/message-senders.ts";
import { findMessage } from "../../../db/queries/messages.ts";
import { isOptedOut } from "../../../db/queries/opt-outs.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { Vault } from "../../../db/vault.ts";
import { whatsappWindowEnd } from "../../../domain/messaging/conversation.ts";
import { type MessageChannel, messageChannel } from "../../../domain/messaging/message.ts";
import { type EpochMs, toUtc } from "../../../domain/time.ts";
import { isEmailConfigured } from "../../../env.ts";
import { customerPlace } from "../../customers/customer-place.ts";
import { indexOf } from "../queue-message.ts";

/** A way to write to somebody. `to` is null only with the obstacle `no_address`. */
export type Way = Pick<ConversationWay, "channel" | "obstacle"> & { to: string | null; openUntil: EpochMs | null };
type Known = { env: Env; db: TenantDb; vault: Vault; now: EpochMs };

/** By which channels whoever is on the other side can be written to now, and what stands in the way of the others. */
export async function findWays(known: Known, row: ConversationRow): Promise<Way[]> {
  const { env, db, vault } = known;
  const [senders, contact] = [await listSenders(db), await contactOf(db, vault, row)];
  const written = row.lastIncomingId === null ? null : await findMessage(db, row.lastIncomingId);
  const place = { purpose: "message.address" as const, row: written?.id ?? "" };
  const address = written?.sealedAddress ? await vault.open(place, written.sealedAddress) : null;
  const isConfigured = (channel: MessageChannel) =>
    channel === "email"
      ? isEmailConfigured(env)
      : senders.some((each) => each.channel === channel && each.disabledAt === null);
  return Promise.all(
    messageChannel.options.map(async (channel) => {
      const to = addressOn(channel, { written: written?.channel ?? null, address, contact });
      const openUntil = channel === "whatsapp" ? whatsappWindowEnd(row.lastWhatsappAt, known.now) : null;
      const obstacle = await obstacleOf(known, { channel, to, openUntil, isConfigured: isConfigured(channel) });
      return { channel, obstacle, to, openUntil };
    }),
  );
}

export function toWayView({ channel, obstacle, openUntil }: Way): ConversationWay {
  return { channel, obstacle, openUntil: openUntil === null ? null : toUtc(openUntil) };
}

/** What they last wrote from, where it fits the channel: it is nearer to them than what is noted of them. */
function addressOn(
  channel: MessageChannel,
  {
    written,
    address,
    contact,
  }: { written: MessageChannel | null; address: string | null; contact: CustomerDetails | null },
): string | null {
  if (channel === written && address !== null) return address;
  if (channel === "email") return contact?.email ?? null;
  const number = written === "email" || !address?.startsWith("+") ? null : address;
  return contact?.phone ?? number;
}

type Facts = { channel: MessageChannel; to: string | null; openUntil: EpochMs | null; isConfigured: boolean };

async function obstacleOf({ db, vault }: Known, { channel, to, openUntil, isConfigured }: Facts) {
  if (to === null) return "no_address" as const;
  if (!isConfigured) return "not_configured" as const;
  if (await isOptedOut(db, channel, await indexOf(vault, channel, to))) return "opted_out" as const;
  return channel === "whatsapp" && openUntil === null ? ("outside_window" as const) : null;
}

async function contactOf(db: TenantDb, vault: Vault, { customerId }: ConversationRow): Promise<CustomerDetails | null> {
  const customer = customerId === null ? null : await findCustomer(db, customerId, "all");
  if (!customer) return null;
  return customerDetails.parse(JSON.parse(await vault.open(customerPlace(customer.id), customer.sealedContact)));
}
