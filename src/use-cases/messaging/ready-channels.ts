import { listSenders } from "../../db/queries/message-senders.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { MessageChannel } from "../../domain/messaging/message.ts";
import { isEmailConfigured } from "../../env.ts";

/** By what a tenant can send. */
export async function readyChannels(env: Env, db: TenantDb): Promise<ReadonlySet<MessageChannel>> {
  const senders = await listSenders(db);
  const ready = senders.filter(({ disabledAt }) => disabledAt === null).map(({ channel }) => channel);
  return new Set<MessageChannel>(isEmailConfigured(env) ? [...ready, "email"] : ready);
}
