import type { MessageSettings } from "../../contracts/message-settings.ts";
import { openContact } from "../../db/booking-views.ts";
import { findCustomersByIndexes } from "../../db/queries/customers.ts";
import { listOptOuts } from "../../db/queries/opt-outs.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { WaitlistEntry } from "../../domain/booking/waitlist.ts";
import type { CustomerId } from "../../domain/ids.ts";
import type { MessageChannel } from "../../domain/messaging/message.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { BranchAccess } from "../booking/branch-access.ts";
import { readDetails } from "../customers/view-customers.ts";
import { indexOf } from "./queue-message.ts";
import { isWindowOpen } from "./whatsapp/window.ts";

/** Somebody who waits, or waited, at a branch. */
export type Waiting = { access: BranchAccess; entry: WaitlistEntry };
/** `isOpen`: a message would reach them there now. */
export type Address = { channel: MessageChannel; to: string; addressIndex: string; isReady: boolean; isOpen: boolean };
export type Reached = { name: string; customerId: CustomerId | null; addresses: Address[] };

/** Where they can be written to: as they prefer, where they are known, and then in the business's order of channels. */
export async function reachWaiting(
  db: TenantDb,
  { access, entry }: Waiting,
  { settings, ready }: { settings: MessageSettings; ready: ReadonlySet<MessageChannel> },
  now: EpochMs,
): Promise<Reached> {
  const { vault } = access;
  const { name, phone, email } = await openContact(vault, entry.appointmentId, entry.contact.sealed);
  const indexes = [entry.contact.phoneIndex, entry.contact.emailIndex].filter((index) => index !== null);
  const [outs, [customer]] = await Promise.all([listOptOuts(db, indexes), findCustomersByIndexes(db, indexes)]);
  const preferred = customer ? (await readDetails(vault, customer)).preferredChannel : null;
  const order = new Set(preferred ? [preferred, ...settings.channels] : settings.channels);
  const addresses = await Promise.all(
    [...order].map(async (channel): Promise<Address[]> => {
      const to = channel === "email" ? email : phone;
      if (!to) return [];
      const addressIndex = await indexOf(vault, channel, to);
      const isReady = ready.has(channel);
      const isOut = outs.some((out) => out.channel === channel && out.addressIndex === addressIndex);
      // No template is chosen for this: WhatsApp takes it only while they write with the business.
      const isHeard = channel !== "whatsapp" || (await isWindowOpen(db, addressIndex, now));
      return [{ channel, to, addressIndex, isReady, isOpen: isReady && !isOut && isHeard }];
    }),
  );
  return { name, customerId: customer?.mergedInto ?? customer?.id ?? null, addresses: addresses.flat() };
}
