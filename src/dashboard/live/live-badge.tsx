import { CloudOff, RefreshCw } from "lucide-react";
import { useTranslations } from "use-intl";
import { useBranchFormats } from "../app/signed-in.tsx";
import { classNames } from "../ui/class-names.ts";
import { useLiveState } from "./connections.ts";

const TONES = {
  live: "bg-good-soft text-good",
  reconnecting: "bg-sunken text-ink-soft",
  stale: "bg-warn-soft text-warn",
} as const;

/** How far the page can be trusted: in words and by an icon, never by colour alone. */
export function LiveBadge() {
  const t = useTranslations("live");
  const formats = useBranchFormats();
  const { state, since } = useLiveState();
  const staleText = since === null ? t("offline") : t("staleSince", { time: formats.time(since) });

  return (
    <p
      role="status"
      data-testid="live-badge"
      data-state={state}
      className={classNames(
        "flex min-h-7 shrink-0 items-center gap-1.5 rounded-full px-2.5 text-xs font-medium",
        TONES[state],
      )}
    >
      {state === "live" ? <span aria-hidden className="size-2 animate-pulse-dot rounded-full bg-current" /> : null}
      {state === "reconnecting" ? <RefreshCw aria-hidden className="size-3.5 motion-safe:animate-spin" /> : null}
      {state === "stale" ? <CloudOff aria-hidden className="size-3.5" /> : null}
      {state === "stale" ? staleText : t(state)}
    </p>
  );
}
