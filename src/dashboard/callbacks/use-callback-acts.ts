import { useTranslations } from "use-intl";
import type { CallbackTaskView } from "../../contracts/callback-tasks.ts";
import { ask } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";

const STALE = [["callbacks"]];

/** What can be done with a task. One at a time: each changes what the others may do. */
export function useCallbackActs({ id }: Pick<CallbackTaskView, "id">) {
  const t = useTranslations("callbacks");
  const params = { taskId: id };
  const assigning = useEdit({
    run: (ownerId: string | null) => ask("POST /api/v1/callback-tasks/{taskId}/assign", { params, body: { ownerId } }),
    stale: STALE,
  });
  const completing = useEdit<"done", CallbackTaskView>({
    run: () => ask("POST /api/v1/callback-tasks/{taskId}/done", { params }),
    stale: STALE,
    said: () => t("saidDone"),
  });
  const dismissing = useEdit<"dismiss", CallbackTaskView>({
    run: () => ask("POST /api/v1/callback-tasks/{taskId}/dismiss", { params }),
    stale: STALE,
    said: () => t("saidDismissed"),
  });
  return {
    assign: (ownerId: string | null) => assigning.send(ownerId),
    done: () => completing.send("done"),
    dismiss: () => dismissing.send("dismiss"),
    isPending: assigning.isPending || completing.isPending || dismissing.isPending,
    error: assigning.error ?? completing.error ?? dismissing.error,
  };
}
