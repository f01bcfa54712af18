import { useQuery } from "@tanstack/react-query";
import type { CallSummaryView } from "../../contracts/calls.ts";
import { callQuery, endedCallsQuery, ongoingCallsQuery } from "../api/queries.ts";
import { useSignedIn } from "../app/signed-in.tsx";

/** What the page has already met of a call, newest picture first; asks the server nothing. */
export function useKnownCall(callId: string | null): CallSummaryView | undefined {
  const { branch } = useSignedIn();
  const find = ({ items }: { items: CallSummaryView[] }) => items.find((call) => call.id === callId);
  const ended = useQuery({ ...endedCallsQuery(branch.id), enabled: false, select: find }).data;
  const detailed = useQuery({ ...callQuery(callId ?? ""), enabled: false }).data;
  const ongoing = useQuery({ ...ongoingCallsQuery, enabled: false, select: find }).data;
  return ended ?? detailed ?? ongoing;
}
