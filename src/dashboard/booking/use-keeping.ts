import { useQueryClient } from "@tanstack/react-query";
import type { ConflictView } from "../../contracts/busy.ts";
import { conflictsQuery } from "../api/booking.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";

/** Leaves an appointment where it is although busy time lies over it. */
export function useKeeping() {
  const client = useQueryClient();
  const { branch } = useSignedIn();
  return useChange({
    run: (conflictId: ConflictView["id"]) =>
      ask("POST /api/v1/branches/{branchId}/conflicts/{conflictId}/dismiss", {
        params: { branchId: branch.id, conflictId },
        body: {},
      }),
    onDone: () => void client.invalidateQueries({ queryKey: conflictsQuery(branch.id).queryKey }),
  });
}
