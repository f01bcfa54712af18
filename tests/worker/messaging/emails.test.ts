import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { handleCron } from "../../../src/cron/crons.ts";
import { deleteOldEmails } from "../../../src/db/queries/emails.ts";
import { emails } from "../../../src/db/schema/emails.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { EmailId, TenantId } from "../../../src/domain/ids.ts";
import { MAX_EMAIL_ATTEMPTS } from "../../../src/domain/messaging/email-retry.ts";
import { MINUTE_MS } from "../../../src/domain/time.ts";
import type { EmailOutcome, OutgoingEmail } from "../../../src/providers/email/port.ts";
import { deliverEmail } from "../../../src/use-cases/messaging/deliver-email.ts";
import { emailInsert, sealEmail, wakeEmails } from "../../../src/use-cases/messaging/queue-email.ts";
import { renderAccountEmail } from "../../../src/use-cases/messaging/templates/account-emails.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { holdBackJobs, tokenIn, waitingEmails } from "../../support/worker/emails.ts";
import { eventually } from "../../support/worker/eventually.ts";

const NOW = Date.UTC(2026, 10, 1);
const TO = "kim@example.com";
const TOKEN = "t".repeat(43);

async function aQueuedEmail(now = NOW) {
  const { tenantId, vault } = await aTenant();
  const email = renderAccountEmail("en", {
    kind: "reset_password",
    name: "Kim",
    url: `http://localhost:8787/reset?token=${TOKEN}`,
  });
  const row = await sealEmail(vault, { kind: "reset_password", to: TO, email }, now);
  await emailInsert(tenantDb(env.DB, tenantId), row);
  return { tenantId, emailId: row.id };
}

async function stored({ tenantId, emailId }: { tenantId: TenantId; emailId: EmailId }) {
  return tenantDb(env.DB, tenantId).orm.select().from(emails).where(eq(emails.id, emailId)).get();
}

/** A provider that answers what it is told, and keeps what it was given. */
function aProvider(...outcomes: EmailOutcome[]) {
  const given: OutgoingEmail[] = [];
  const send = async (email: OutgoingEmail) => {
    given.push(email);
    return outcomes[given.length - 1] ?? { kind: "sent" as const, providerId: "p-1" };
  };
  return { given, name: "resend" as const, sendsOnce: true, send };
}

const busy: EmailOutcome = { kind: "retry", reason: "rate_limit_exceeded", retryAfterSeconds: 90 };

afterEach(() => vi.restoreAllMocks());

describe("a queued e-mail", () => {
  it("lies in the database unreadable, and its words go once it is sent", async () => {
    const ids = await aQueuedEmail();
    expect(JSON.stringify(await stored(ids))).not.toMatch(/kim@|\bkim\b|reset\?|new password/i);
    const [waiting] = await waitingEmails(ids.tenantId);
    expect(waiting).toMatchObject({ kind: "reset_password", to: TO });
    expect(waiting && tokenIn(waiting)).toBe(TOKEN);
    const provider = aProvider();
    await deliverEmail(env, ids, NOW, [provider]);
    expect(provider.given).toMatchObject([{ id: ids.emailId, to: TO, subject: "Choose a new password" }]);
    expect(await stored(ids)).toMatchObject({ status: "sent", providerId: "p-1", sealedBody: null, attempts: 1 });
  });

  it("is sent once, however often its message comes", async () => {
    const ids = await aQueuedEmail();
    const provider = aProvider();
    for (let i = 0; i < 3; i++) await deliverEmail(env, ids, NOW, [provider]);
    expect(provider.given).toHaveLength(1);
  });

  it("says so when no provider is configured, by way of the real queue", async () => {
    const ids = await aQueuedEmail(Date.now());
    await wakeEmails(env, ids.tenantId, [ids.emailId]);
    await eventually(async () => {
      expect(await stored(ids)).toMatchObject({ status: "not_sent", reason: "email_not_configured", sealedBody: null });
    });
  });

  it("waits as long as the provider asks, and is tried again", async () => {
    const sent = holdBackJobs();
    const ids = await aQueuedEmail();
    const provider = aProvider(busy);
    await deliverEmail(env, ids, NOW, [provider]);
    expect(sent).toHaveBeenCalledExactlyOnceWith({ type: "send_email", ...ids }, { delaySeconds: 90 });
    await deliverEmail(env, ids, NOW + 89_000, [provider]);
    expect(await stored(ids)).toMatchObject({ status: "queued", reason: "rate_limit_exceeded", attempts: 1 });
    await deliverEmail(env, ids, NOW + 90_000, [provider]);
    expect(provider.given).toHaveLength(2);
    expect(await stored(ids)).toMatchObject({ status: "sent", reason: null, attempts: 2 });
  });

  it("waits longer each time, and rests as failed in the end", async () => {
    const sent = holdBackJobs();
    const ids = await aQueuedEmail();
    const provider = aProvider(...Array.from({ length: 20 }, () => ({ ...busy, retryAfterSeconds: null })));
    for (let i = 0; i < 20; i++) await deliverEmail(env, ids, (await stored(ids))?.nextAttemptAt ?? 0, [provider]);
    expect(provider.given).toHaveLength(MAX_EMAIL_ATTEMPTS);
    const delays = sent.mock.calls.map(([, options]) => options?.delaySeconds);
    expect(delays).toEqual([30, 60, 120, 240, 480, 960, 1_920, 3_840, 7_680]);
    expect(await stored(ids)).toMatchObject({ status: "failed", reason: "rate_limit_exceeded", sealedBody: null });
  });

  it("is not tried again after a refusal", async () => {
    const ids = await aQueuedEmail();
    await deliverEmail(env, ids, NOW, [aProvider({ kind: "refused", reason: "validation_error" })]);
    expect(await stored(ids)).toMatchObject({ status: "failed", reason: "validation_error" });
  });

  it("goes by the next account when the first is away or does not answer, and not after a refusal", async () => {
    for (const first of [busy, { kind: "unknown", reason: "no_answer" }] satisfies EmailOutcome[]) {
      const ids = await aQueuedEmail();
      const [away, next] = [aProvider(first), aProvider()];
      await deliverEmail(env, ids, NOW, [away, next]);
      expect([away.given, next.given].map(({ length }) => length)).toEqual([1, 1]);
      expect(await stored(ids)).toMatchObject({ status: "sent", sealedBody: null });
    }
    const [ids, next] = [await aQueuedEmail(), aProvider()];
    await deliverEmail(env, ids, NOW, [aProvider({ kind: "refused", reason: "validation_error" }), next]);
    expect([(await stored(ids))?.status, next.given]).toEqual(["failed", []]);
  });

  it("is woken by the sweep when its message was lost, and only then", async () => {
    const now = Date.now();
    const ids = await aQueuedEmail(now);
    const woken: unknown[] = [];
    vi.spyOn(env.JOBS, "sendBatch").mockImplementation(async (messages) => {
      for (const { body } of messages) woken.push(body);
      return {} as QueueSendResponse; // nobody reads it
    });
    await handleCron("*/5 * * * *", env, now + MINUTE_MS);
    expect(woken).not.toContainEqual({ type: "send_email", ...ids });
    await handleCron("*/5 * * * *", env, now + 5 * MINUTE_MS);
    expect(woken).toContainEqual({ type: "send_email", ...ids });
  });

  it("stays queued when the queue is away", async () => {
    vi.spyOn(env.JOBS, "send").mockRejectedValue(new Error("away"));
    const ids = await aQueuedEmail();
    await wakeEmails(env, ids.tenantId, [ids.emailId]);
    expect(await stored(ids)).toMatchObject({ status: "queued" });
  });

  it("is forgotten after its time", async () => {
    const ids = await aQueuedEmail(5);
    expect(await deleteOldEmails(env.DB, 6, 100)).toBe(1);
    expect(await stored(ids)).toBeUndefined();
  });
});

describe("what an e-mail says", () => {
  it.each(["de", "en"] as const)("is in %s, in both bodies, with its link and no script", (language) => {
    const url = "http://localhost:8787/verify?token=abc";
    const email = renderAccountEmail(language, { kind: "verify_email", name: "<b>Kim</b>", business: "Salon", url });
    expect(email.html).toContain(`<html lang="${language}">`);
    expect(email.html).toContain(`href="${url}"`);
    expect(email.html).toContain("&lt;b&gt;Kim");
    expect(email.html).not.toMatch(/<script|<b>|<img/);
    expect(email.html).toContain("prefers-color-scheme: dark");
    expect(email.text).toContain(url);
  });

  it("keeps a name from starting a header of its own (abuse case 33)", () => {
    const business = "Salon\r\nBcc: everyone@example.com";
    const { subject } = renderAccountEmail("en", { kind: "invitation", business, inviter: "Kim", url: "http://x" });
    expect(subject).toBe("Invitation to Salon Bcc: everyone@example.com");
  });
});
