import { useState } from "react";
import type { BrandingView } from "../../contracts/branding.ts";
import { ask, type Input } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";

type Patch = Input<"PATCH /api/v1/branding">["body"];

/** What a form changes of how the business shows itself. Only what was touched is sent. */
export function useBrandingPatch(branding: BrandingView) {
  const { permissions } = useSignedIn().me;
  const [patch, setPatch] = useState<Patch>({});
  const saving = useEdit({
    run: (body: Patch) => ask("PATCH /api/v1/branding", { body }),
    stale: [["branding"], ["me"]],
  });
  return {
    shown: { ...branding, ...patch },
    change: (changes: Patch) => setPatch({ ...patch, ...changes }),
    ready: Object.keys(patch).length > 0 && permissions.includes("catalogue:write"),
    save: () => saving.send(patch),
    saving,
  };
}
