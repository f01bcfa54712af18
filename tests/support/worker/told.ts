import { env } from "cloudflare:workers";
import { asc, eq } from "drizzle-orm";
import { messages } from "../../../src/db/schema/messaging.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { MessageBody } from "../../../src/domain/messaging/message.ts";
import type { TestTenant } from "./a-tenant.ts";

/** All messages of a tenant, oldest first, opened. */
export async function told({ tenantId, vault }: TestTenant) {
  const { orm } = tenantDb(env.DB, tenantId);
  const rows = await orm.select().from(messages).where(eq(messages.tenantId, tenantId)).orderBy(asc(messages.id));
  return Promise.all(
    rows.map(async ({ id, sealedBody, ...row }) => {
      const body = sealedBody && (await vault.open({ purpose: "message.body", row: id }, sealedBody));
      return { ...row, id, body: body ? (JSON.parse(body) as MessageBody) : null };
    }),
  );
}
