import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";
import { Button } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";

type EditRefusalProps = {
  error: unknown;
  onReload?: () => void;
  /** What to read again when somebody else was faster. */
  stale?: string[];
  known?: Record<string, string>;
};

/** A refused change. When somebody else was faster, it says so and offers what stands now. */
export function EditRefusal({ error, onReload, stale = ["catalogue"], known = {} }: EditRefusalProps) {
  const t = useTranslations("common");
  const client = useQueryClient();
  if (!(error instanceof ApiError && error.status === 412)) return <Refusal error={error} known={known} />;
  const reload = () => void client.invalidateQueries({ queryKey: stale }).then(onReload);
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      <span className="min-w-0 flex-1 basis-56">{t("changedMeanwhile")}</span>
      <Button onClick={reload}>{t("loadAgain")}</Button>
    </div>
  );
}
