import * as z from "zod";
import type { MessageSettings } from "../../contracts/message-settings.ts";
import type { EventsMessage } from "../../contracts/queue-messages.ts";
import type { Background } from "../../db/directory.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { findMessageSettings } from "../../db/queries/message-settings.ts";
import { listKnownKeys, messagesInsert, type NewMessage } from "../../db/queries/messages.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { Hold } from "../../domain/booking/appointment.ts";
import { isClosed } from "../../domain/booking/rulebook.ts";
import type { TrailEntry } from "../../domain/booking/trail.ts";
import { type BranchId, type HoldId, holdId, type MessageId, waitlistId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type { FollowUpWords } from "../../domain/leads/follow-up-wording.ts";
import { type MessageChannel, WAITLIST_OFFER } from "../../domain/messaging/message.ts";
import { afterQuiet } from "../../domain/messaging/reminders.ts";
import type { EpochMs } from "../../domain/time.ts";
import { accessBranch, askCalendar, type BranchAccess } from "../booking/branch-access.ts";
import { renderFollowUp } from "../leads/render-follow-up.ts";
import { mapInSlices } from "../map-in-slices.ts";
import { sealMessage, wakeMessages } from "./queue-message.ts";
import { readyChannels } from "./ready-channels.ts";
import { renderOffer } from "./templates/render-offer.ts";
import { type Address, reachWaiting, type Waiting } from "./waiting-address.ts";

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

/** What became of a place on the waitlist. `holdId`: what was offered; null: the branch was closed. */
type News = { branchId: BranchId; entryId: string; at: EpochMs; holdId: HoldId | null; uniqueKey: string };
/** `offer`: what is held for them. Null: they wait no more. */
type Telling = Waiting & { uniqueKey: string; offer: Hold | null };
type Desk = { db: TenantDb; settings: MessageSettings; ready: ReadonlySet<MessageChannel>; slug: string };

const offerFacts = z.object({ offer: z.object({ holdId }) });

/**
 * Tells those who wait that a time is held for them, and those who waited at a branch that it was closed. Safe to
 * repeat: each offer has one message, and each end.
 */
export async function tellWaiting(
  env: Env,
  background: Background,
  group: readonly EventsMessage[],
  now: EpochMs,
): Promise<void> {
  const [first] = group;
  const all = group.flatMap(({ branchId, trail }) => trail.flatMap((entry) => newsOf(branchId, entry) ?? []));
  if (!first || all.length === 0) return;
  const db = tenantDb(env.DB, first.tenantId);
  const settings = await findMessageSettings(db);
  if (!settings.confirms) return;
  const keys = all.map(({ uniqueKey }) => uniqueKey);
  const known = new Set(await listKnownKeys(db, keys));
  const fresh = all.filter(({ uniqueKey }) => !known.has(uniqueKey));
  const tellings = await mapInSlices(fresh, async (news) => {
    const access = await accessBranch(env, background, { tenantId: first.tenantId, branchId: news.branchId });
    return access && tellingOf(access, news, now);
  });
  const desk = { db, settings, ready: await readyChannels(env, db), slug: (await findTenant(db))?.slug ?? "" };
  const made = await mapInSlices(tellings, async (each) => each && toMessage(env, desk, each, now));
  const stored = made.flatMap((message) => message ?? []);
  if (stored.length === 0) return;
  await messagesInsert(db, stored);
  const due = stored.filter(({ status, nextAttemptAt }) => status === "queued" && nextAttemptAt <= now);
  await wakeMessages(
    env,
    db.tenantId,
    due.map(({ id }) => id as MessageId),
  ); // by sealMessage
}

function newsOf(
  branchId: BranchId,
  { action, subjectId: entryId, at, facts }: Pick<TrailEntry, "action" | "subjectId" | "at" | "facts">,
): News | null {
  const of = { branchId, entryId, at };
  if (action === "waitlist.lapsed") return { ...of, holdId: null, uniqueKey: `waitlist/${entryId}/closed` };
  const offered = action === "waitlist.offered" ? offerFacts.safeParse(facts).data : null;
  return offered ? { ...of, ...offered.offer, uniqueKey: `waitlist/${entryId}/${offered.offer.holdId}` } : null;
}

/** Null when it is no longer so. */
async function tellingOf(access: BranchAccess, news: News, now: EpochMs): Promise<Telling | null> {
  const query = { entryId: waitlistId.parse(news.entryId), only: null };
  const entry = await askCalendar(access, (calendar, ref) => calendar.waitlist(ref, "find", query));
  if (!entry) return null;
  const { uniqueKey } = news;
  const { status, offer } = entry;
  if (news.holdId === null) return isEnded(access, entry, news.at) ? { access, entry, uniqueKey, offer: null } : null;
  const isOpen = status === "offered" && offer?.id === news.holdId && offer.expiresAt > now;
  return isOpen ? { access, entry, uniqueKey, offer } : null;
}

/** Because the branch was closed: the wish, or the offer, was not over by itself. */
function isEnded({ rules }: BranchAccess, { status, window, offer }: Waiting["entry"], at: EpochMs): boolean {
  return isClosed(rules) && status === "lapsed" && window.to > at && !(offer && offer.expiresAt <= at);
}

/** By the first channel that reaches them; else it is written down why not. */
async function toMessage(env: Env, desk: Desk, telling: Telling, now: EpochMs): Promise<NewMessage | null> {
  const { access, entry, uniqueKey, offer } = telling;
  const { language } = entry;
  const { name, customerId, addresses } = await reachWaiting(desk.db, telling, desk, now);
  // Nobody is woken for an offer: in quiet hours it goes by e-mail, or after them if it still stands then.
  const wakes = offer ? afterQuiet(desk.settings.quietHours, access.rules.timeZone, now) : now;
  const isAllowed = ({ channel }: Address) =>
    channel === "email" || wakes === now || (offer && wakes < offer.expiresAt);
  const address = addresses.find((each) => each.isOpen && isAllowed(each)) ?? addresses[0];
  if (!address) return null;
  const { channel, to, addressIndex, isReady } = address;
  const about = { customerId, appointmentId: null, appointmentStartsAt: offer?.startsAt ?? null, language };
  const kind = { purpose: "transactional" as const, kind: offer ? WAITLIST_OFFER : "waitlist_ended", uniqueKey };
  const times = { sendAt: channel === "email" ? now : wakes, expiresAt: offer?.expiresAt ?? null };
  const draft = { ...about, ...kind, ...times, channel, to, addressIndex };
  const reason = !isReady ? `${channel}_not_configured` : isAllowed(address) ? null : "quiet_hours";
  if (reason !== null) {
    const message = await sealMessage(access.vault, { ...draft, body: null }, now);
    return { ...message, status: "not_sent", reason, settledAt: now };
  }
  const body = offer
    ? renderOffer(telling, offer, { name, channel })
    : renderFollowUp(env, { rules: access.rules, slug: desk.slug }, words[language][formOf(channel)], {
        name,
        language,
        channel,
      });
  return sealMessage(access.vault, { ...draft, body }, now);
}

function formOf(channel: MessageChannel): "sms" | "email" {
  return channel === "email" ? "email" : "sms";
}
