import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { SetupState, SetupStep } from "../../contracts/setup.ts";
import { ask } from "../api/client.ts";
import { setupQuery } from "../api/setup.ts";
import { useChange } from "../api/use-change.ts";

/** The steps, the next of them that is open, and how one is settled. */
export function useSetup() {
  const client = useQueryClient();
  const query = useQuery(setupQuery);
  const settling = useChange({
    run: ({ step, state }: { step: SetupStep; state: SetupState }) =>
      ask("PUT /api/v1/setup/{step}", { params: { step }, body: { state } }),
    onDone: ({ steps }) => client.setQueryData(setupQuery.queryKey, steps),
  });
  const steps = query.data ?? [];
  const open = steps.filter(({ state }) => state === "open");
  return { query, steps, open, settle: settling.send, isPending: settling.isPending, error: settling.error };
}
