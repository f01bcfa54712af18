import { useCallback, useRef } from "react";
import type { ConversationDetail, ConversationPatch } from "../../contracts/conversations.ts";
import { ask } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";

export const INBOX = [["inbox"]];

/** What can be decided about a conversation. `change` stays the same function, so that effects can name it. */
export function useConversationActs({ id }: Pick<ConversationDetail, "id">) {
  const params = { conversationId: id };
  const changing = useEdit({
    run: (body: ConversationPatch) => ask("PATCH /api/v1/conversations/{conversationId}", { params, body }),
    stale: INBOX,
    said: null,
  });
  const send = useRef(changing.send);
  send.current = changing.send;
  const change = useCallback((patch: ConversationPatch) => send.current(patch), []);
  return { change, isPending: changing.isPending, error: changing.error };
}
