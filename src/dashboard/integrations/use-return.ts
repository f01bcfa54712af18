import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { notify } from "../ui/toast.ts";

/** Somebody comes back from Google: finishes what they began, and takes the proof out of the address at once. */
export function useReturn() {
  const t = useTranslations("integrations");
  const client = useQueryClient();
  const [{ state, code }, patch] = useLiveSearch();
  const finishing = useChange({
    run: (body: { state: string; code: string }) => ask("POST /api/v1/calendar-accounts/google/complete", { body }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: ["integrations"] });
      notify({ title: t("connected") });
    },
  });
  const { send } = finishing;
  const spent = useRef("");
  useEffect(() => {
    // A proof is good for one use, and the address may still show it while it is being used.
    if (!state || !code || spent.current === state) return;
    spent.current = state;
    patch({ state: undefined, code: undefined }, { replace: true });
    send({ state, code });
  }, [state, code, patch, send]);
  return finishing;
}
