import type { MessageSettings } from "../../contracts/message-settings.ts";
import type { EventsMessage } from "../../contracts/queue-messages.ts";
import { openContact } from "../../db/booking-views.ts";
import type { Background } from "../../db/directory.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { listSenders } from "../../db/queries/message-senders.ts";
import { findMessageSettings } from "../../db/queries/message-settings.ts";
import { listKnownKeys, messagesInsert, type NewMessage } from "../../db/queries/messages.ts";
import { listOptOuts } from "../../db/queries/opt-outs.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { isClosed } from "../../domain/booking/rulebook.ts";
import type { WaitlistEntry } from "../../domain/booking/waitlist.ts";
import { type MessageId, waitlistId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type { FollowUpWords } from "../../domain/leads/follow-up-wording.ts";
import type { MessageChannel } from "../../domain/messaging/message.ts";
import type { EpochMs } from "../../domain/time.ts";
import { isEmailConfigured } from "../../env.ts";
import { accessBranch, askCalendar, type BranchAccess } from "../booking/branch-access.ts";
import { renderFollowUp } from "../leads/render-follow-up.ts";
import { mapInSlices } from "../map-in-slices.ts";
import { indexOf, sealMessage, wakeMessages } from "./queue-message.ts";

const words: Record<Language, Record<"sms" | "email", FollowUpWords>> = {
  de: {
    sms: {
      subject: null,
      text: "{business}: {branch} hat geschlossen, Ihr Platz auf der Warteliste entfällt. Andere Termine: {link}",
    },
    email: {
      subject: "Ihr Platz auf der Warteliste",
      text: "Guten Tag, {name},\n\n{branch} hat geschlossen, deshalb entfällt Ihr Platz auf der Warteliste. Andere Termine finden Sie hier: {link}",
    },
  },
  en: {
    sms: {
      subject: null,
      text: "{business}: {branch} has closed, so your place on the waitlist ends. Other appointments: {link}",
    },
    email: {
      subject: "Your place on the waitlist",
      text: "Hello {name},\n\n{branch} has closed, so your place on the waitlist ends. You find other appointments here: {link}",
    },
  },
};

type Ended = { access: BranchAccess; entry: WaitlistEntry };
type Desk = { db: TenantDb; settings: MessageSettings; ready: ReadonlySet<MessageChannel>; slug: string };

/** Tells those who waited at a branch that it was closed. Safe to repeat: each entry has one message. */
export async function tellWaiting(
  env: Env,
  background: Background,
  group: readonly EventsMessage[],
  now: EpochMs,
): Promise<void> {
  const [first] = group;
  const lapses = group.flatMap(({ branchId, trail }) =>
    trail.flatMap(({ action, subjectId, at }) => (action === "waitlist.lapsed" ? { branchId, subjectId, at } : [])),
  );
  if (!first || lapses.length === 0) return;
  const db = tenantDb(env.DB, first.tenantId);
  const settings = await findMessageSettings(db);
  if (!settings.confirms) return;
  const known = new Set(
    await listKnownKeys(
      db,
      lapses.map(({ subjectId }) => keyOf(subjectId)),
    ),
  );
  const fresh = lapses.filter(({ subjectId }) => !known.has(keyOf(subjectId)));
  const ended = await mapInSlices(fresh, async ({ branchId, subjectId, at }) => {
    const access = await accessBranch(env, background, { tenantId: first.tenantId, branchId });
    return access && isClosed(access.rules) ? endedBy(access, subjectId, at) : null;
  });
  const desk = { db, settings, ready: await readyChannels(env, db), slug: (await findTenant(db))?.slug ?? "" };
  const made = await mapInSlices(ended, async (each) => each && toMessage(env, desk, each, now));
  const stored = made.flatMap((message) => message ?? []);
  if (stored.length === 0) return;
  await messagesInsert(db, stored);
  const queued = stored.filter(({ status }) => status === "queued");
  await wakeMessages(
    env,
    db.tenantId,
    queued.map(({ id }) => id as MessageId),
  ); // by sealMessage
}

function keyOf(entryId: string): string {
  return `waitlist/${entryId}/closed`;
}

/** Null when the wish, or the offer, was over by itself. */
async function endedBy(access: BranchAccess, subjectId: string, at: EpochMs): Promise<Ended | null> {
  const query = { entryId: waitlistId.parse(subjectId), only: null };
  const entry = await askCalendar(access, (calendar, ref) => calendar.waitlist(ref, "find", query));
  if (entry?.status !== "lapsed" || entry.window.to <= at) return null;
  return entry.offer && entry.offer.expiresAt <= at ? null : { access, entry };
}

async function readyChannels(env: Env, db: TenantDb): Promise<Set<MessageChannel>> {
  const senders = await listSenders(db);
  const ready = senders.filter(({ disabledAt }) => disabledAt === null).map(({ channel }) => channel);
  return new Set<MessageChannel>(isEmailConfigured(env) ? [...ready, "email"] : ready);
}

/** By the business's order of channels, where they can be reached; else it is written down why not. */
async function toMessage(env: Env, desk: Desk, { access, entry }: Ended, now: EpochMs): Promise<NewMessage | null> {
  const { db, settings, ready, slug } = desk;
  const { vault, rules } = access;
  const { name, phone, email } = await openContact(vault, entry.appointmentId, entry.contact.sealed);
  const addresses = await Promise.all(
    settings.channels.flatMap((channel) => {
      const to = channel === "email" ? email : channel === "sms" ? phone : null; // WhatsApp wants a template
      return to ? indexOf(vault, channel, to).then((addressIndex) => ({ channel, to, addressIndex })) : [];
    }),
  );
  const outs = await listOptOuts(
    db,
    addresses.map(({ addressIndex }) => addressIndex),
  );
  const isOut = ({ channel, addressIndex }: (typeof addresses)[number]) =>
    outs.some((out) => out.channel === channel && out.addressIndex === addressIndex);
  const address = addresses.find((each) => ready.has(each.channel) && !isOut(each)) ?? addresses[0];
  if (!address) return null;
  const { language } = entry;
  const about = { customerId: null, appointmentId: null, appointmentStartsAt: null, language };
  const kind = { purpose: "transactional" as const, kind: "waitlist_ended", uniqueKey: keyOf(entry.id) };
  const isReady = ready.has(address.channel);
  const text = words[language][address.channel === "email" ? "email" : "sms"];
  const body = isReady
    ? renderFollowUp(env, { rules, slug }, text, { name, language, channel: address.channel })
    : null;
  const message = await sealMessage(vault, { ...about, ...kind, ...address, body }, now);
  const reason = `${address.channel}_not_configured`;
  return isReady ? message : { ...message, status: "not_sent", reason, settledAt: now };
}
