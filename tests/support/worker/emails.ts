import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { vi } from "vitest";
import { emails } from "../../../src/db/schema/emails.ts";
import { tenants } from "../../../src/db/schema/tenants.ts";
import { type TenantDb, tenantDb } from "../../../src/db/tenant-db.ts";
import { openVault } from "../../../src/db/vault.ts";
import type { TenantId } from "../../../src/domain/ids.ts";

export type WaitingEmail = { kind: string; to: string; subject: string; html: string; text: string };

/** Keeps the jobs queue from sending: what waits can then be read, e-mails with `waitingEmails`. */
export function holdBackJobs() {
  const done = {} as QueueSendResponse; // nobody reads it
  vi.spyOn(env.JOBS, "sendBatch").mockImplementation(async () => done);
  return vi.spyOn(env.JOBS, "send").mockImplementation(async () => done);
}

/** The e-mails of a tenant that wait to be sent, oldest first, opened. */
export async function waitingEmails(tenantId: TenantId): Promise<WaitingEmail[]> {
  const { orm }: TenantDb = tenantDb(env.DB, tenantId);
  const tenant = await orm.select().from(tenants).where(eq(tenants.id, tenantId)).get();
  const rows = await orm.select().from(emails).where(eq(emails.tenantId, tenantId)).orderBy(emails.id);
  const vault = await openVault(env.DATA_KEY_V1, tenantId, tenant?.wrappedKey ?? "");
  const waiting = rows.filter(({ sealedBody }) => sealedBody !== null);
  return Promise.all(
    waiting.map(async ({ id, kind, sealedRecipient, sealedBody }) => {
      const to = await vault.open({ purpose: "email.recipient", row: id }, sealedRecipient);
      return { kind, to, ...JSON.parse(await vault.open({ purpose: "email.body", row: id }, sealedBody ?? "")) };
    }),
  );
}

/** The token in the link of an e-mail. */
export function tokenIn({ text }: WaitingEmail): string {
  return /[?&#]token=([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? "";
}
