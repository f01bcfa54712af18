import { auditInsert } from "../../db/queries/audit.ts";
import {
  type CustomerRow,
  findCustomerByPhone,
  findCustomersByIndexes,
  changeCustomer as storeChange,
} from "../../db/queries/customers.ts";
import { consentStatements, listOptOuts } from "../../db/queries/opt-outs.ts";
import type { Language } from "../../domain/language.ts";
import type { MessageChannel } from "../../domain/messaging/message.ts";
import type { EpochMs } from "../../domain/time.ts";
import { customerPlace } from "../customers/customer-place.ts";
import { nameTokensOf } from "../customers/index-names.ts";
import { readDetails } from "../customers/view-customers.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";
import type { PortalSession } from "./open-portal.ts";

type By = { requestId: string; now: EpochMs };
export type OwnDetails = { name: string; language: Language };
/** What reaches the address or number that was proven, and whether they want it. */
export type OwnChannels = { channel: MessageChannel; isWanted: boolean }[];

const CHANNELS = { email: ["email"], phone: ["sms", "whatsapp"] } as const;

/** Null: there is no record that is theirs beyond doubt. */
export async function readOwnDetails(env: Env, session: PortalSession): Promise<OwnDetails | null> {
  const record = await ownRecord(session);
  if (!record) return null;
  const { name } = await readDetails(await tenantVault(env, session.db), record);
  return { name, language: record.language };
}

/** What later bookings and messages go by; those that stand keep what they were booked with. */
export async function changeOwnDetails(
  env: Env,
  session: PortalSession,
  { name, language }: OwnDetails,
  { requestId, now: at }: By,
): Promise<"stored" | "refused"> {
  const record = await ownRecord(session);
  if (!record) return "refused";
  const vault = await tenantVault(env, session.db);
  const before = await readDetails(vault, record);
  const [sealedContact, tokens] = [
    await vault.seal(customerPlace(record.id), JSON.stringify({ ...before, name })),
    name === before.name ? null : await nameTokensOf(vault, name),
  ];
  const { phoneIndex, emailIndex, version } = record;
  const change = { sealedContact, phoneIndex, emailIndex, tokens, language, updatedAt: at };
  const fields = [...(tokens ? ["name"] : []), ...(language === record.language ? [] : ["language"])];
  const facts = { fields, before: { version }, after: { version: version + 1 } };
  const entry = { actor: "web" as const, action: "customer.changed", subjectId: record.id, facts, requestId, at };
  return (await storeChange(session.db, record, change, entry)) === "stored" ? "stored" : "refused";
}

/**
 * A number has one record. An address may stand on somebody else's, who was booked with it once: theirs beyond doubt is
 * only a record without a number.
 */
async function ownRecord({ db, proof, index }: PortalSession): Promise<CustomerRow | null> {
  if (proof === "phone") return findCustomerByPhone(db, index);
  const [only, ...others] = await findCustomersByIndexes(db, [index]);
  return only && others.length === 0 && only.phoneIndex === null ? only : null;
}

export async function listOwnChannels({ db, proof, index }: PortalSession): Promise<OwnChannels> {
  const closed = await listOptOuts(db, [index]);
  return CHANNELS[proof].map((channel) => ({ channel, isWanted: !closed.some((row) => row.channel === channel) }));
}

/** The same as a STOP, or a START, on the channel. False: not a channel of theirs. */
export async function chooseOwnChannel(
  { db, proof, index }: PortalSession,
  { channel, isWanted }: OwnChannels[number],
  { requestId, now: at }: By,
): Promise<boolean> {
  const isTheirs = (CHANNELS[proof] as readonly MessageChannel[]).includes(channel);
  if (!isTheirs) return false;
  const action = isWanted ? ("restored" as const) : ("withdrawn" as const);
  const consent = { id: newId("cns"), channel, addressIndex: index, action, source: "word" as const, messageId: null };
  const facts = { channel, optedOut: !isWanted };
  const entry = { actor: "web" as const, action: "opt_out.changed", subjectId: db.tenantId, facts, requestId, at };
  await db.orm.batch([...consentStatements(db, { ...consent, at }), auditInsert(db, entry)]);
  return true;
}
