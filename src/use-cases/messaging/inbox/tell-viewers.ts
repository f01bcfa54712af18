import { tenantFeed } from "../../../../durable-objects/stubs.ts";
import type { ConversationId, TenantId } from "../../../domain/ids.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { currentRequestId, faultFacts, log } from "../../../log.ts";

/** Open inboxes load anew. What was stored stands, whether they hear of it or not. `cause` makes a repeat harmless. */
export async function tellViewers(
  env: Env,
  tenantId: TenantId,
  { conversationId, cause, at }: { conversationId: ConversationId; cause: string; at: EpochMs },
): Promise<void> {
  const event = { type: "conversation_changed", conversationId } as const;
  const entry = { key: `${conversationId}/${cause}`, at, event, requestId: currentRequestId() };
  try {
    await tenantFeed(env, tenantId).publish([entry]);
  } catch (error) {
    log("warn", "inbox_viewers_not_told", faultFacts(error));
  }
}
