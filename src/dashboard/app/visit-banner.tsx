import { Eye } from "lucide-react";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import type { MeView } from "../../contracts/identity.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { formatDuration } from "../i18n/formats.ts";
import { useNow } from "../live/clock.ts";

type VisitBannerProps = { tenant: MeView["tenant"]; visit: NonNullable<MeView["impersonation"]> };

/** Above every page while an operator looks in: in whose business, for how long, and the way out. */
export function VisitBanner({ tenant, visit }: VisitBannerProps) {
  const t = useTranslations("shell.visit");
  const home = `/admin/tenants/${tenant.id}`;
  const left = Date.parse(visit.expiresAt) - useNow(1_000);
  const isOver = left <= 0;
  const stopping = useChange({
    run: () => ask("POST /api/v1/me/impersonation/end"),
    // Over already, or stopped just now: either way there is nothing to be done here.
    onDone: () => location.assign(home),
    onRefused: () => location.assign(home),
  });
  useEffect(() => {
    if (isOver) location.assign(home);
  }, [isOver, home]);
  return (
    <aside
      aria-label={t("label")}
      data-visit
      className="sticky top-0 z-30 flex h-11 shrink-0 items-center gap-2.5 bg-warn px-3 text-sm font-medium text-surface sm:px-4"
    >
      <Eye aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 truncate" title={visit.reason}>
        <span className="max-sm:sr-only">{t(visit.mode)} </span>
        {tenant.name}
      </span>
      <span className="ml-auto shrink-0 tabular-nums" role="timer" aria-label={t("left")}>
        {formatDuration(left)}
      </span>
      <button
        type="button"
        disabled={stopping.isPending}
        onClick={() => stopping.send(undefined)}
        className="min-h-8 shrink-0 rounded-md border border-current px-3 hover:underline pointer-coarse:min-h-10"
      >
        {t("stop")}
      </button>
    </aside>
  );
}
