import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { MessageView } from "../../contracts/messaging.ts";
import { conversationCallsQuery, threadQuery } from "../api/conversations.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { MessageSheet } from "../messages/message-sheet.tsx";
import { Button } from "../ui/button.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { CallBubble, MessageBubble } from "./bubbles.tsx";

/** What was written and said, oldest first, the newest in sight. */
export function Thread({ id }: { id: string }) {
  const t = useTranslations("inbox");
  const { permissions } = useSignedIn().me;
  const [shown, setShown] = useState<MessageView | null>(null);
  const end = useRef<HTMLDivElement>(null);
  const thread = useInfiniteQuery(threadQuery(id));
  const calls = useQuery({ ...conversationCallsQuery(id), enabled: permissions.includes("calls:read") });
  const newest = thread.data?.pages[0]?.items[0]?.id;

  useEffect(() => {
    const box = end.current?.parentElement;
    if (newest && box) box.scrollTop = box.scrollHeight;
  }, [newest]);

  return (
    <div
      // Scrolls by itself: reachable by keyboard, and told as what it is.
      role="log"
      aria-label={t("thread")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
      tabIndex={0}
      className="max-h-[min(32rem,60vh)] min-h-60 overflow-y-auto bg-sunken px-4 py-4"
    >
      <Loaded query={thread} rows={4}>
        {({ pages }) => {
          const messages = pages.flatMap(({ items }) => items);
          const oldest = messages.at(-1)?.createdAt ?? "";
          // A call from before what is shown comes with the earlier messages.
          const told = (calls.data?.items ?? []).filter(({ createdAt }) => !thread.hasNextPage || createdAt >= oldest);
          const items = [
            ...messages.map((message) => ({ at: message.createdAt, id: message.id as string, message })),
            ...told.map((call) => ({ at: call.createdAt, id: call.id as string, call })),
          ].sort((a, b) => a.at.localeCompare(b.at));
          return (
            <ol className="flex flex-col gap-3">
              {thread.hasNextPage ? (
                <li className="text-center">
                  <Button disabled={thread.isFetching} onClick={() => void thread.fetchNextPage()}>
                    {t("earlier")}
                  </Button>
                </li>
              ) : null}
              {items.map((item) =>
                "message" in item ? (
                  <MessageBubble key={item.id} message={item.message} onShow={setShown} />
                ) : (
                  <CallBubble key={item.id} call={item.call} />
                ),
              )}
            </ol>
          );
        }}
      </Loaded>
      <div ref={end} />
      {shown ? <MessageSheet message={shown} onClose={() => setShown(null)} /> : null}
    </div>
  );
}
