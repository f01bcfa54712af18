import type { OperatorMessageView } from "../../contracts/messaging.ts";
import { listAllMessages } from "../../db/queries/message-sweeps.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import type { TenantId } from "../../domain/ids.ts";
import type { MessageStatus } from "../../domain/messaging/message-status.ts";
import { toUtc } from "../../domain/time.ts";

type Filter = { status?: MessageStatus | undefined; tenantId?: TenantId | undefined };

/** For operators: whether messages go out, not what they say nor to whom. */
export async function viewAllMessages(env: Env, filter: Filter, page: Page): Promise<Paged<OperatorMessageView>> {
  const { items, nextCursor } = await listAllMessages(env.DB, filter, page);
  return { items: items.map(({ createdAt, ...row }) => ({ ...row, createdAt: toUtc(createdAt) })), nextCursor };
}
