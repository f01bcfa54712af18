import { ask } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";

/** Somebody takes an emergency, wherever it is shown. */
export function useTaking() {
  return useEdit({
    run: (alertId: string) => ask("POST /api/v1/on-call/alerts/{alertId}/acknowledge", { params: { alertId } }),
    stale: [["alerts"]],
  });
}
