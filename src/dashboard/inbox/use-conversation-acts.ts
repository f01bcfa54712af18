import { useCallback, useRef } from "react";
import type { ConversationDetail } from "../../contracts/conversations.ts";
import { ask, type Input } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";

type Patch = Input<"PATCH /api/v1/conversations/{conversationId}">["body"];

export const INBOX = [["inbox"]];

/** What can be decided about a conversation. `change` stays the same function, so that effects can name it. */
export function useConversationActs({ id }: Pick<ConversationDetail, "id">) {
  const params = { conversationId: id };
  const changing = useEdit({
    run: (body: Patch) => ask("PATCH /api/v1/conversations/{conversationId}", { params, body }),
    stale: INBOX,
    said: null,
  });
  const send = useRef(changing.send);
  send.current = changing.send;
  const change = useCallback((patch: Patch) => send.current(patch), []);
  return { change, isPending: changing.isPending, error: changing.error };
}
