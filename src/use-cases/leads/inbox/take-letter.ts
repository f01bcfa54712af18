import type { Background } from "../../../db/directory.ts";
import { findCustomersByIndexes } from "../../../db/queries/customers.ts";
import { findInboxBySecret, type LeadInboxRow } from "../../../db/queries/lead-inboxes.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { leadMailLimit } from "../../../domain/identity/strict-limits.ts";
import { isOwnWords, readInboundEmail } from "../../../domain/leads/inbound-email.ts";
import { readLeadPhone } from "../../../domain/leads/lead-phone.ts";
import type { ReadEmail } from "../../../domain/leads/read-email.ts";
import { bareAddress, withoutQuote } from "../../../domain/messaging/email-reply.ts";
import type { MessageVendor } from "../../../domain/messaging/message.ts";
import { meaningOfReply } from "../../../domain/messaging/reply-words.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { countryOfBranch } from "../../../domain/voice/phone.ts";
import { log } from "../../../log.ts";
import type { EmailLetter } from "../../../providers/email/port.ts";
import { accessBranch, type BranchAccess } from "../../booking/branch-access.ts";
import { derivedId } from "../../derived-id.ts";
import { takeStrict } from "../../identity/strict-limit.ts";
import { hashToken } from "../../identity/token.ts";
import { keepIncoming } from "../../messaging/keep-incoming.ts";
import { takeLead } from "../take-lead.ts";

/** With its words, which some vendors have to be asked for. */
export type Letter = EmailLetter & { text: string };
type Post = { env: Env; inbox: LeadInboxRow; access: BranchAccess; vendor: MessageVendor; now: EpochMs };

/**
 * An e-mail at the address for leads: whoever asks for something in it becomes one, and what people have written
 * themselves is in the inbox besides, to be answered there. A customer who writes is no lead. Safe to repeat. `too_many`:
 * the vendor shall bring it again later.
 */
export async function takeLetter(
  env: Env,
  vendor: MessageVendor,
  letter: Letter,
  now: EpochMs,
): Promise<"taken" | "too_many"> {
  const inbox = await findInboxBySecret(env.DB, await hashToken(letter.secret));
  if (!inbox || letter.isAutomatic) {
    log("info", inbox ? "letter_of_a_machine" : "letter_to_no_inbox", { vendor });
    return "taken";
  }
  const { tenantId, branchId } = inbox;
  if (!(await takeStrict(env, leadMailLimit, tenantId)).ok) return "too_many";
  const access = await accessBranch(env, background, { tenantId, branchId });
  if (!access) throw new Error("the address for leads is of a branch that cannot be opened");
  await store({ env, inbox, access, vendor, now }, letter);
  return "taken";
}

async function store(post: Post, letter: Letter): Promise<void> {
  const read = readInboundEmail(letter, countryOfBranch(post.access.rules));
  if (!isOwnWords(letter, read)) return read.phone || read.email ? storeLead(post, letter, read) : undefined;
  // First what they wrote: a sequence that begins with the lead would take it for an answer.
  const customer = await keepWords(post, letter);
  if (!customer) await storeLead(post, letter, read);
}

async function keepWords({ env, inbox, access, vendor, now }: Post, letter: Letter) {
  const db = tenantDb(env.DB, inbox.tenantId);
  const from = bareAddress(letter.from);
  const addressIndex = await access.vault.emailIndex(from);
  const [known] = await findCustomersByIndexes(db, [addressIndex]);
  const customer = known ? { ...known, id: known.mergedInto ?? known.id } : null;
  const said = { vendorId: letter.providerId, from, text: wordsOf(letter), vendorMeaning: null, customer };
  const place = { vendor, senderId: null, channel: "email" as const, addressIndex };
  await keepIncoming(env, { db, vault: access.vault }, { ...place, ...said }, now);
  return customer;
}

/** With its subject, unless all of it is a word such as STOP, which counts only alone. */
function wordsOf({ subject, text }: Letter): string {
  const own = withoutQuote(text);
  const isWord = meaningOfReply(own, "cloudflare") !== null;
  return isWord ? own : [subject.trim(), own].filter(Boolean).join("\n\n");
}

async function storeLead({ env, inbox, access, vendor, now }: Post, { providerId }: Letter, read: ReadEmail) {
  const { branchId, hasConsent } = inbox;
  const { rules, vault } = access;
  const number = read.phone ? readLeadPhone(read.phone, null) : null;
  const taker = { env, db: tenantDb(env.DB, inbox.tenantId), vault, actor: "system" as const, requestId: "", now };
  const eventId = await derivedId("lev", `letter|${vendor}|${providerId}`);
  const of = { branchId, language: rules.language, source: "email" as const, hasConsent, ownerId: null, eventId };
  await takeLead(taker, { ...read, ...of, phone: number?.ok ? number.value : null });
}

/** Whatever renews the directory here may end with the letter. */
const background: Background = { waitUntil: (work) => void Promise.resolve(work).catch(() => undefined) };
