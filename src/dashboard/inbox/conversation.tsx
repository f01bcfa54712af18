import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useTranslations } from "use-intl";
import type { ConversationDetail } from "../../contracts/conversations.ts";
import { conversationQuery } from "../api/conversations.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ConversationHead } from "./conversation-head.tsx";
import { ReplyBox } from "./reply-box.tsx";
import { Thread } from "./thread.tsx";
import { useConversationActs } from "./use-conversation-acts.ts";

/** One conversation: who, what was written, and a box to answer. */
export function Conversation({ id, onBack }: { id: string; onBack: () => void }) {
  const query = useQuery(conversationQuery(id));
  return (
    <Card flush>
      <Loaded query={query} rows={6}>
        {(conversation) => <Open conversation={conversation} onBack={onBack} />}
      </Loaded>
    </Card>
  );
}

function Open({ conversation, onBack }: { conversation: ConversationDetail; onBack: () => void }) {
  const t = useTranslations("inbox");
  const { permissions } = useSignedIn().me;
  const mayWrite = permissions.includes("messages:write");
  const acts = useConversationActs(conversation);
  const { isUnread } = conversation;
  const read = useEffectEvent(() => acts.change({ isUnread: false }));

  // Whoever has it open reads it, also what comes in meanwhile.
  useEffect(() => {
    if (mayWrite && isUnread) read();
  }, [mayWrite, isUnread]);

  return (
    <>
      <ConversationHead conversation={conversation} acts={acts} mayWrite={mayWrite} onBack={onBack} />
      {acts.error ? (
        <div className="px-4 pt-3">
          <Refusal error={acts.error} />
        </div>
      ) : null}
      <Thread id={conversation.id} />
      {mayWrite ? (
        <ReplyBox conversation={conversation} />
      ) : (
        <p className="border-t border-line p-4 text-sm text-ink-soft">{t("mayNotWrite")}</p>
      )}
    </>
  );
}
