import { useQuery } from "@tanstack/react-query";
import { calendarDayQuery } from "../api/queries.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { localDate } from "../calendar/zoned-time.ts";
import { useNow } from "./clock.ts";
import { HoldSweeper } from "./hold-sweeper.tsx";
import { StalePolling } from "./stale-polling.tsx";
import { useBranchLive } from "./use-branch-live.ts";

/** Keeps the shown branch current on every page. Today is always in view of it: most of what happens concerns it. */
export function LiveBranch() {
  const { branch } = useSignedIn();
  const today = localDate(useNow(10_000), branch.timeZone);
  const day = useQuery(calendarDayQuery(branch.id, today));
  useBranchLive(branch.id, day.data !== undefined);
  return (
    <>
      <HoldSweeper branchId={branch.id} />
      <StalePolling />
    </>
  );
}
