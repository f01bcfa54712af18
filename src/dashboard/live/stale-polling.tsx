import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLiveState } from "./connections.ts";

const POLL_MS = 15_000;

/** Where no socket gets through (a strict proxy, a long outage) the page still moves, only slower. */
export function StalePolling() {
  const client = useQueryClient();
  const stale = useLiveState().state === "stale";
  useEffect(() => {
    if (!stale) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "hidden") return;
      for (const queryKey of [["calendar"], ["busy"], ["conflicts"], ["calls"], ["call"]])
        void client.invalidateQueries({ queryKey });
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [client, stale]);
  return null;
}
