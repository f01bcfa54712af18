import type { MessageSettings } from "../../contracts/message-settings.ts";
import { openContact } from "../../db/booking-views.ts";
import type { AppointmentRow } from "../../db/queries/appointments.ts";
import { insertManageLink } from "../../db/queries/manage-links.ts";
import { listSenders } from "../../db/queries/message-senders.ts";
import { findMessageByKey } from "../../db/queries/messages.ts";
import { isOptedOut } from "../../db/queries/opt-outs.ts";
import type { UseKey } from "../../db/queries/whatsapp.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { LINK_AFTER_MS } from "../../domain/booking/public-booking.ts";
import type { MessageId } from "../../domain/ids.ts";
import type { NewsKind } from "../../domain/messaging/appointment-news.ts";
import type { MessageChannel } from "../../domain/messaging/message.ts";
import type { EpochMs } from "../../domain/time.ts";
import { isEmailConfigured } from "../../env.ts";
import type { BranchAccess } from "../booking/branch-access.ts";
import { pageUrl } from "../identity/accounts/account-link.ts";
import { hashToken, newToken } from "../identity/token.ts";
import { indexOf, messageInsert, sealMessage } from "./queue-message.ts";
import { renderNews } from "./templates/render-news.ts";
import { canTell } from "./whatsapp/window.ts";

export type News = {
  kind: NewsKind;
  /** A second message with the same key is never stored. */
  uniqueKey: string;
  sendAt?: EpochMs;
  /** Why nothing shall be sent: then only that is written down. */
  skip?: string;
};
type Choice = UseKey & {
  db: TenantDb;
  settings: MessageSettings;
  contact: { phone: string | null; email: string | null };
};
type Address = { channel: MessageChannel; to: string };
const DONE_KINDS: readonly NewsKind[] = ["cancelled", "declined"];

/**
 * Stores what a customer shall be told of an appointment, once for each key, with a link by which they can change it.
 * Null when it was stored before, or nothing is to be sent.
 */
export async function tellCustomer(
  access: BranchAccess,
  settings: MessageSettings,
  row: AppointmentRow,
  news: News,
  now: EpochMs,
): Promise<MessageId | null> {
  const db = tenantDb(access.env.DB, row.tenantId);
  if (await findMessageByKey(db, news.uniqueKey)) return null;
  const contact = await openContact(access.vault, row.id, row.sealedContact);
  const address = await chooseAddress(access, { db, settings, contact, kind: news.kind, language: row.language }, now);
  const facts = { customerId: row.customerId, appointmentId: row.id, appointmentStartsAt: row.startsAt };
  const about = { ...facts, purpose: "transactional" as const, kind: news.kind, uniqueKey: news.uniqueKey };
  const { language } = row;
  const { channel, to } = address ?? { channel: settings.channels[0] ?? "sms", to: "" };
  const token = newToken();
  const link = DONE_KINDS.includes(news.kind) ? "" : pageUrl(access.env, `/m/${token}`);
  const body = await renderNews(access, db, row, { kind: news.kind, channel, name: contact.name, link });
  const when = news.sendAt === undefined ? {} : { sendAt: news.sendAt };
  const message = await sealMessage(access.vault, { ...about, ...when, channel, to, body, language }, now);
  const reason = news.skip ?? (address ? null : "no_address");
  if (reason !== null) {
    const settled = { status: "not_sent" as const, reason, settledAt: now, sealedBody: null };
    await messageInsert(db, { ...message, ...settled });
    return null;
  }
  const tokenHash = await hashToken(token);
  const opens = { tokenHash, branchId: row.branchId, appointmentId: row.id, createdAt: now };
  const manage = link ? [insertManageLink(db, { ...opens, expiresAt: row.startsAt + LINK_AFTER_MS })] : [];
  await db.orm.batch([messageInsert(db, message), ...manage]);
  return message.id as MessageId; // made by sealMessage
}

/** The first channel by which the customer can be reached now; else the first by which they could be, to say why not. */
async function chooseAddress(
  { env, vault }: BranchAccess,
  { db, settings, contact, ...key }: Choice,
  now: EpochMs,
): Promise<Address | null> {
  const { phone, email } = contact;
  const possible = settings.channels.flatMap((channel): Address[] => {
    const to = channel === "email" ? email : phone;
    return to ? [{ channel, to }] : [];
  });
  const senders = await listSenders(db);
  for (const address of possible) {
    const { channel, to } = address;
    const hasSender = senders.some((each) => each.channel === channel && each.disabledAt === null);
    const isConfigured = channel === "email" ? isEmailConfigured(env) : hasSender;
    const index = await indexOf(vault, channel, to);
    if (!isConfigured || (await isOptedOut(db, channel, index))) continue;
    if (channel !== "whatsapp" || (await canTell(db, index, key, now))) return address;
  }
  return possible[0] ?? null;
}
