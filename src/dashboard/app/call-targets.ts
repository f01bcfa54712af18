import { useQuery } from "@tanstack/react-query";
import { Phone } from "lucide-react";
import { foundCallsQuery } from "../api/booking.ts";
import { useOtherSide } from "../calls/other-side.ts";
import { soughtBy } from "../calls/sought-by.ts";
import { onlyBranch } from "../live/live-search.ts";
import type { Target } from "./palette-targets.ts";
import { useBranchFormats, useSignedIn } from "./signed-in.tsx";

const MOST_SHOWN = 5;

/** By the number of the other side, or by what was said. */
export function useCallTargets(asked: string): Target[] {
  const otherSide = useOtherSide();
  const formats = useBranchFormats();
  const { permissions } = useSignedIn().me;
  const sought = soughtBy(asked);
  const isAsked = Object.keys(sought).length > 0 && permissions.includes("calls:read");
  const found = useQuery({ ...foundCallsQuery({ ...sought, limit: MOST_SHOWN }), enabled: isAsked });
  if (!isAsked) return [];
  return (found.data?.items ?? []).map((call) => ({
    id: call.id,
    label: otherSide(call),
    note: formats.dateTime(call.startedAt ?? call.createdAt),
    icon: Phone,
    go: { to: `/app/calls/${call.id}`, search: onlyBranch },
  }));
}
