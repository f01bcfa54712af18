import type { MessageSettings } from "../../contracts/message-settings.ts";
import { openContact } from "../../db/booking-views.ts";
import type { AppointmentRow } from "../../db/queries/appointments.ts";
import { type CustomerRow, findCustomersByIds } from "../../db/queries/customers.ts";
import { insertManageLinks, type NewManageLink } from "../../db/queries/manage-links.ts";
import { listTemplates, type TemplateRow } from "../../db/queries/message-settings.ts";
import { listKnownKeys, messagesInsert, type NewMessage } from "../../db/queries/messages.ts";
import { listOptOuts } from "../../db/queries/opt-outs.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import { LINK_AFTER_MS } from "../../domain/booking/public-booking.ts";
import type { CustomerId, MessageId } from "../../domain/ids.ts";
import type { NewsKind } from "../../domain/messaging/appointment-news.ts";
import type { MessageChannel } from "../../domain/messaging/message.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { BranchAccess } from "../booking/branch-access.ts";
import { readDetails } from "../customers/view-customers.ts";
import { pageUrl } from "../identity/accounts/account-link.ts";
import { hashToken, newLinkToken } from "../identity/token.ts";
import { mapInSlices } from "../map-in-slices.ts";
import { sealMessage } from "./queue-message.ts";
import { readyChannels } from "./ready-channels.ts";
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
/** One customer, and what they shall be told. `access` is to the branch of the appointment. */
export type Telling = { access: BranchAccess; row: AppointmentRow; news: News };

type Address = { channel: MessageChannel; to: string; index: string };
type Reader = Telling & { name: string; addresses: Address[] };
/** What the messages of one tenant have in common: read once for as many as are told at a time. */
type Desk = {
  db: TenantDb;
  settings: MessageSettings;
  configured: ReadonlySet<MessageChannel>;
  wordings: readonly TemplateRow[];
  optedOut: ReadonlySet<string>;
};
/** What is stored of one: with the link that its words contain. */
type Prepared = { message: NewMessage; link: NewManageLink | null };

const DONE_KINDS: readonly NewsKind[] = ["cancelled", "declined"];
/** In one statement, whose parameters together D1 takes up to 2 MB of. An e-mail is 20 KB. */
const MAX_ROWS = 50;

/**
 * Stores what customers of a tenant shall be told of appointments, once for each key, with a link by which they can
 * change them. Gives those that are to be sent: what was stored before, and what nobody can be told, is not among them.
 */
export async function tellCustomers(
  env: Env,
  db: TenantDb,
  settings: MessageSettings,
  all: readonly Telling[],
  now: EpochMs,
): Promise<MessageId[]> {
  const keys = all.map(({ news }) => news.uniqueKey);
  if (keys.length === 0) return [];
  const [stored, wishes] = await Promise.all([listKnownKeys(db, keys), wishesOf(db, all)]);
  const known = new Set(stored);
  const fresh = all.filter(({ news }) => !known.has(news.uniqueKey));
  if (fresh.length === 0) return [];
  const readers = await mapInSlices(fresh, (telling) => readerOf(settings, telling, wishes));
  const desk = await openDesk(env, db, settings, readers);
  const prepared = await mapInSlices(readers, (reader) => prepare(desk, reader, now));
  await storeAll(db, prepared);
  return prepared.flatMap(({ message }) => (message.status === "queued" ? (message.id as MessageId) : [])); // by sealMessage
}

type Wishes = ReadonlyMap<CustomerId, CustomerRow>;

/** What customers wish for, of all that are told something now in one statement. */
async function wishesOf(db: TenantDb, all: readonly Telling[]): Promise<Wishes> {
  const ids = all.flatMap(({ row }) => row.customerId ?? []);
  const rows = ids.length === 0 ? [] : await findCustomersByIds(db, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The business's order, behind the channel that this customer prefers. */
async function channelsFor({ channels }: MessageSettings, { access, row }: Telling, wishes: Wishes) {
  const customer = row.customerId === null ? undefined : wishes.get(row.customerId);
  const preferred = customer && (await readDetails(access.vault, customer)).preferredChannel;
  return preferred ? [preferred, ...channels.filter((channel) => channel !== preferred)] : channels;
}

async function readerOf(settings: MessageSettings, telling: Telling, wishes: Wishes): Promise<Reader> {
  const { access, row } = telling;
  const channels = await channelsFor(settings, telling, wishes);
  const { name, phone, email } = await openContact(access.vault, row.id, row.sealedContact);
  const [phoneIndex, emailIndex] = await Promise.all([
    phone ? access.vault.phoneIndex(phone) : null,
    email ? access.vault.emailIndex(email) : null,
  ]);
  const addresses = channels.flatMap((channel): Address[] => {
    const [to, index] = channel === "email" ? [email, emailIndex] : [phone, phoneIndex];
    return to && index ? [{ channel, to, index }] : [];
  });
  return { ...telling, name, addresses };
}

async function openDesk(env: Env, db: TenantDb, settings: MessageSettings, readers: readonly Reader[]): Promise<Desk> {
  const indexes = readers.flatMap(({ addresses }) => addresses.map(({ index }) => index));
  const [configured, wordings, optOuts] = await Promise.all([
    readyChannels(env, db),
    listTemplates(db),
    listOptOuts(db, indexes),
  ]);
  return { db, settings, configured, wordings, optedOut: new Set(optOuts.map(placeOf)) };
}

function placeOf({ channel, addressIndex }: { channel: MessageChannel; addressIndex: string }): string {
  return `${channel}/${addressIndex}`;
}

async function prepare(desk: Desk, reader: Reader, now: EpochMs): Promise<Prepared> {
  const { access, row, news, name } = reader;
  const address = await chooseAddress(desk, reader, now);
  const { channel, to, index } = address ?? { channel: desk.settings.channels[0] ?? "sms", to: "" };
  const facts = { customerId: row.customerId, appointmentId: row.id, appointmentStartsAt: row.startsAt };
  const about = { ...facts, purpose: "transactional" as const, kind: news.kind, uniqueKey: news.uniqueKey };
  const when = news.sendAt === undefined ? {} : { sendAt: news.sendAt };
  const draft = { ...about, ...when, channel, to, addressIndex: index, language: row.language };
  const reason = news.skip ?? whyUnsent(desk, news, address);
  if (reason !== null) {
    const message = await sealMessage(access.vault, { ...draft, body: null }, now);
    return { message: { ...message, status: "not_sent", reason, settledAt: now }, link: null };
  }
  const token = newLinkToken();
  const link = DONE_KINDS.includes(news.kind) ? "" : pageUrl(access.env, `/m/${token}`);
  const body = await renderNews(access, desk, row, { kind: news.kind, channel, name, link });
  const message = await sealMessage(access.vault, { ...draft, body }, now);
  const opens = { tokenHash: await hashToken(token), branchId: row.branchId, appointmentId: row.id, createdAt: now };
  return { message, link: link ? { ...opens, expiresAt: row.startsAt + LINK_AFTER_MS } : null };
}

/** What goes out later may find a sender then. */
function whyUnsent(desk: Desk, { sendAt }: News, address: Address | null): string | null {
  if (!address) return "no_address";
  return sendAt === undefined && !desk.configured.has(address.channel) ? `${address.channel}_not_configured` : null;
}

/** The first channel by which the customer can be reached now; else the first by which they could be, to say why not. */
async function chooseAddress(desk: Desk, { addresses, row, news }: Reader, now: EpochMs): Promise<Address | null> {
  const use = { kind: news.kind, language: row.language };
  for (const address of addresses) {
    const { channel, index } = address;
    const isOut = desk.optedOut.has(placeOf({ channel, addressIndex: index }));
    if (!desk.configured.has(channel) || isOut) continue;
    if (channel !== "whatsapp" || (await canTell(desk.db, index, use, now))) return address;
  }
  return addresses[0] ?? null;
}

async function storeAll(db: TenantDb, prepared: readonly Prepared[]): Promise<void> {
  for (let from = 0; from < prepared.length; from += MAX_ROWS) {
    const some = prepared.slice(from, from + MAX_ROWS);
    const links = some.flatMap(({ link }) => link ?? []);
    await db.orm.batch([
      messagesInsert(
        db,
        some.map(({ message }) => message),
      ),
      insertManageLinks(db, links),
    ]);
  }
}
