import { type QueryClient, queryOptions, skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { FeedFrame } from "../../contracts/live.ts";
import { meQuery, ongoingCallsQuery } from "../api/queries.ts";
import { syncClock } from "../live/clock.ts";
import { openLiveSocket } from "../live/live-socket.ts";
import { createRefresher } from "../live/refresher.ts";
import { addFeedItem, type FeedItem } from "./feed-items.ts";
import { staleKeys } from "./stale-keys.ts";

const BATCH_MS = 40;
/** Instants on the wire may be cut to full seconds. */
const CLOCK_GRAIN_MS = 2_000;

const feedQuery = queryOptions<FeedItem[]>({
  queryKey: ["feed"],
  queryFn: skipToken,
  initialData: [],
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

export function useFeedItems(): FeedItem[] {
  return useQuery(feedQuery).data ?? [];
}

/** Listens to the tenant for as long as someone is signed in. */
export function useTenantFeed(): void {
  const client = useQueryClient();
  useEffect(() => openTenantSocket(client), [client]);
}

function openTenantSocket(client: QueryClient): () => void {
  const refresh = createRefresher(client);
  // From the beginning of what the server still keeps, so that a reload does not empty the feed.
  let lastSeq = 0;
  const openedAt = Date.now();
  /** When this page began to watch, by the server's clock. What is older is history, and in the lists already. */
  let watchingSince = Number.POSITIVE_INFINITY;
  let batch: FeedFrame[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    const frames = batch;
    batch = [];
    timer = undefined;
    const isFresh = (frame: FeedFrame) => frame.type !== "event" || Date.parse(frame.at) >= watchingSince;
    client.setQueryData(feedQuery.queryKey, (items = []) =>
      frames.reduce((list, frame) => addFeedItem(list, frame, isFresh(frame)), items),
    );
    const listed = client.getQueryData(ongoingCallsQuery.queryKey)?.items.map((call) => call.id);
    for (const key of staleKeys(frames.filter(isFresh), new Set<string>(listed))) refresh(key);
  };

  const close = openLiveSocket<FeedFrame>({
    path: "/live/tenant",
    since: () => lastSeq,
    onTrouble: () => void client.invalidateQueries({ queryKey: meQuery.queryKey }),
    onFrame: (frame) => {
      if (frame.type === "hello") {
        syncClock(frame.serverTime);
        const elapsed = Date.now() - openedAt;
        watchingSince = Math.min(watchingSince, Date.parse(frame.serverTime) - elapsed - CLOCK_GRAIN_MS);
        if (frame.seq < lastSeq) client.setQueryData(feedQuery.queryKey, []);
      }
      lastSeq = frame.type === "hello" ? Math.min(lastSeq, frame.seq) : frame.seq;
      batch.push(frame);
      timer ??= setTimeout(flush, BATCH_MS);
    },
  });
  return () => {
    clearTimeout(timer);
    close();
  };
}
