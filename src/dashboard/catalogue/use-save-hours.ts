import type { HoursView } from "../../contracts/catalogue.ts";
import { ask } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "./use-edit.ts";
import { useTellOutside } from "./use-tell-outside.ts";

/** Saves the whole of a branch's hours, if nobody has changed them since they were read. */
export function useSaveHours(etag: string | undefined, onSaved?: () => void) {
  const { branch } = useSignedIn();
  const tellOutside = useTellOutside();
  return useEdit({
    said: null,
    onDone: (hours) => {
      tellOutside(hours);
      onSaved?.();
    },
    run: (body: HoursView) =>
      ask("PUT /api/v1/branches/{branchId}/hours", {
        params: { branchId: branch.id },
        headers: etag ? { "if-match": etag } : {},
        body,
      }),
  });
}
