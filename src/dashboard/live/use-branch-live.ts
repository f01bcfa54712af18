import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CalendarDayView } from "../../contracts/booking.ts";
import type { BranchEvent, BranchFrame } from "../../contracts/live.ts";
import { knownAppointmentQuery, meQuery } from "../api/queries.ts";
import { applyBranchFrame } from "./apply-branch-frame.ts";
import { markArrival } from "./arrivals.ts";
import { syncClock } from "./clock.ts";
import { openLiveSocket } from "./live-socket.ts";
import { paced } from "./paced.ts";
import { forgetFrames, rememberFrame } from "./recent-frames.ts";
import { showInGroup } from "./show-in-group.ts";

/**
 * Keeps every loaded day of a branch current. The socket opens with the first day that is loaded, for it needs a number
 * to start from, and stays open while others load.
 */
export function useBranchLive(branchId: string, loaded: boolean): void {
  const client = useQueryClient();
  const [readyBranch, setReadyBranch] = useState<string | null>(null);
  if (loaded && readyBranch !== branchId) setReadyBranch(branchId);
  const ready = readyBranch === branchId;
  useEffect(() => (ready ? openBranchSocket(client, branchId) : undefined), [client, branchId, ready]);
}

function openBranchSocket(client: QueryClient, branchId: string): () => void {
  const days = client.getQueriesData<CalendarDayView>({ queryKey: ["calendar", branchId] });
  const known = days.flatMap(([, day]) => (day ? [day.seq] : []));
  // The oldest of them: what the others know already, they ignore.
  let lastSeq = Math.min(...known);
  const refreshLists = createListRefresh(client);

  return openLiveSocket<BranchFrame>({
    path: `/live/branches/${encodeURIComponent(branchId)}`,
    since: () => lastSeq,
    onTrouble: () => void client.invalidateQueries({ queryKey: meQuery.queryKey }),
    onFrame: (frame) => {
      if (frame.type === "hello") syncClock(frame.serverTime);
      if (frame.type === "event") rememberFrame(branchId, frame);
      if (frame.type === "hello" && frame.seq < lastSeq) forgetFrames(branchId);
      lastSeq = frame.type === "hello" ? Math.min(lastSeq, frame.seq) : frame.seq;
      receive(client, branchId, frame);
      if (frame.type === "event") refreshLists();
    },
  });
}

function receive(client: QueryClient, branchId: string, frame: BranchFrame): void {
  if (frame.type === "event") noteItem(client, frame.event);
  for (const key of staleAround(frame)) void client.invalidateQueries({ queryKey: [key, branchId] });
  for (const [queryKey, day] of client.getQueriesData<CalendarDayView>({ queryKey: ["calendar", branchId] })) {
    if (!day) continue;
    const applied = applyBranchFrame(day, frame);
    if (applied.day !== day) client.setQueryData(queryKey, applied.day);
    if (applied.refetch) void client.invalidateQueries({ queryKey, exact: true });
  }
}

const LISTS = [["appointments"], ["waitlist"], ["availability"]];
/** The read model is a moment behind the object that sent the frame, and dashboards shall not all ask at once. */
const listsSettleMs = () => 650 + Math.random() * 200;

function createListRefresh(client: QueryClient): () => void {
  const refreshAll = () => Promise.all(LISTS.map((queryKey) => client.invalidateQueries({ queryKey })));
  return paced(refreshAll, listsSettleMs);
}

/** Which of what lies around the appointments a frame outdates. */
function staleAround(frame: BranchFrame): ("busy" | "conflicts")[] {
  if (frame.type === "resync") return ["busy", "conflicts"];
  if (frame.type !== "event") return [];
  if (frame.event.type === "busy_changed") return ["busy"];
  return "conflict" in frame.event ? ["conflicts"] : [];
}

function noteItem(client: QueryClient, event: BranchEvent): void {
  if (event.type === "hold_placed") markArrival(event.hold.id);
  if (!("appointment" in event)) return;
  const { appointment } = event;
  const { queryKey } = knownAppointmentQuery(appointment.id);
  const known = client.getQueryData(queryKey);
  if (known && known.version >= appointment.version) return;
  client.setQueryData(queryKey, appointment);
  showInGroup(client, appointment);
  markArrival(appointment.id);
}
