import { type EmailRow, findEmail, postponeEmail, settleEmail } from "../../db/queries/emails.ts";
import { findWrappedKey } from "../../db/queries/tenants.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { openVault } from "../../db/vault.ts";
import { type EmailId, PLATFORM, type TenantId } from "../../domain/ids.ts";
import {
  EMAIL_GIVEN_UP_SECONDS,
  MAX_EMAIL_ATTEMPTS,
  secondsToNextAttempt,
} from "../../domain/messaging/email-retry.ts";
import type { EpochMs } from "../../domain/time.ts";
import { masterKeysOf } from "../../env.ts";
import { carriedRequest, log } from "../../log.ts";
import { configuredEmailProviders } from "../../providers/email/configured-provider.ts";
import type { EmailOutcome, EmailProvider, OutgoingEmail } from "../../providers/email/port.ts";
import { openGate } from "../vendors/open-gate.ts";
import { gated } from "./gated.ts";
import type { RenderedEmail } from "./templates/render-email.tsx";

type Ids = { tenantId: TenantId; emailId: EmailId };

/** Sends a queued e-mail and writes down what became of it. Safe to repeat: a link that comes twice harms nobody. */
export async function deliverEmail(
  env: Env,
  ids: Ids,
  now: EpochMs,
  providers: readonly EmailProvider[] = ownProviders(env),
): Promise<void> {
  const db = tenantDb(env.DB, ids.tenantId);
  const row = await findEmail(db, ids.emailId);
  // Not yet due: a message came twice, or after the sweep had been quicker.
  if (row?.status !== "queued" || row.sealedBody === null || row.nextAttemptAt > now) return;
  if (providers.length === 0) return settle(db, row, { status: "not_sent", reason: "email_not_configured" }, now);
  const email = await openEmail(env, db, row, row.sealedBody);
  if (!email) return settle(db, row, { status: "failed", reason: "unreadable" }, now);
  await note(env, db, row, await sendByFirst(providers, email), now);
}

/** By the next account when the one before has not taken it, or did not answer: a link that never comes locks out. */
async function sendByFirst(providers: readonly EmailProvider[], email: OutgoingEmail): Promise<EmailOutcome> {
  let last: EmailOutcome = { kind: "retry", reason: "no_answer", retryAfterSeconds: null };
  for (const provider of providers) {
    last = await provider.send(email);
    if (last.kind === "sent" || last.kind === "refused") return last;
  }
  return last;
}

/** The platform's accounts, each behind its gate, as messages to customers take them. */
function ownProviders(env: Env): EmailProvider[] {
  return configuredEmailProviders(env).map((provider) =>
    gated(provider, openGate(env, { tenantId: PLATFORM, connection: provider.name, provider: provider.name })),
  );
}

async function note(env: Env, db: TenantDb, row: EmailRow, outcome: EmailOutcome, now: EpochMs): Promise<void> {
  if (outcome.kind === "sent") {
    return settle(db, row, { status: "sent", reason: null, providerId: outcome.providerId }, now);
  }
  if (outcome.kind === "refused") return settle(db, row, { status: "failed", reason: outcome.reason }, now);
  const waitSeconds = outcome.kind === "retry" ? outcome.retryAfterSeconds : null;
  const delaySeconds = secondsToNextAttempt(row.attempts + 1, waitSeconds);
  const isOver = now + delaySeconds * 1_000 > row.createdAt + EMAIL_GIVEN_UP_SECONDS * 1_000;
  if (isOver || row.attempts + 1 >= MAX_EMAIL_ATTEMPTS) {
    return settle(db, row, { status: "failed", reason: outcome.reason }, now);
  }
  await postponeEmail(db, row.id, { reason: outcome.reason, nextAttemptAt: now + delaySeconds * 1_000 });
  const again = { type: "send_email", tenantId: db.tenantId, emailId: row.id, ...carriedRequest() } as const;
  await env.JOBS.send(again, { delaySeconds });
}

async function settle(
  db: TenantDb,
  { id, kind }: EmailRow,
  outcome: { status: "sent" | "not_sent" | "failed"; reason: string | null; providerId?: string },
  now: EpochMs,
): Promise<void> {
  const { status, reason, providerId = null } = outcome;
  await settleEmail(db, id, { status, reason, providerId }, now);
  log(status === "sent" ? "info" : "warn", `email_${status}`, { emailId: id, kind, reason });
}

/** Null when the tenant's key is gone: then nobody can read it any more. */
async function openEmail(env: Env, db: TenantDb, row: EmailRow, sealedBody: string): Promise<OutgoingEmail | null> {
  const wrappedKey = await findWrappedKey(db);
  if (!wrappedKey) return null;
  const vault = await openVault(masterKeysOf(env), db.tenantId, wrappedKey);
  const { id } = row;
  const to = await vault.open({ purpose: "email.recipient", row: id }, row.sealedRecipient);
  const body = JSON.parse(await vault.open({ purpose: "email.body", row: id }, sealedBody)) as RenderedEmail;
  return { id, to, ...body };
}
