import type { ConversationDetail } from "../../contracts/conversations.ts";
import { ask, type Input } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";

type Patch = Input<"PATCH /api/v1/conversations/{conversationId}">["body"];

export const INBOX = [["inbox"]];

/** What can be decided about a conversation. */
export function useConversationActs({ id }: Pick<ConversationDetail, "id">) {
  const params = { conversationId: id };
  const changing = useEdit({
    run: (body: Patch) => ask("PATCH /api/v1/conversations/{conversationId}", { params, body }),
    stale: INBOX,
    said: null,
  });
  return { change: changing.send, isPending: changing.isPending, error: changing.error };
}
