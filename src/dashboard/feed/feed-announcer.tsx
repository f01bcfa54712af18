import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { FeedItem } from "./feed-items.ts";
import { useFeedText } from "./use-feed-text.ts";
import { useFeedItems } from "./use-tenant-feed.ts";

/** Long enough for the details of an event to arrive by the branch's socket, and for a burst to settle. */
const SETTLE_MS = 700;

/** Tells those who do not see the page what is new. One region, polite: it waits for a pause in speech. */
export function FeedAnnouncer() {
  const [latest] = useFeedItems();
  return (
    <div aria-live="polite" className="sr-only">
      {latest?.fresh ? <Announcement key={latest.seq} item={latest} /> : null}
    </div>
  );
}

function Announcement({ item }: { item: FeedItem }) {
  const t = useTranslations("feed");
  const { who, what } = useFeedText(item.event);
  const sentence = [t(`events.${item.event.type}`), who, what].filter(Boolean).join(", ");
  const [spoken, setSpoken] = useState("");

  useEffect(() => {
    // What is spoken once stays, whatever details still follow.
    const timer = setTimeout(() => setSpoken((said) => said || sentence), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [sentence]);
  return spoken;
}
