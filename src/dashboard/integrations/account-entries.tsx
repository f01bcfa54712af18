import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { AccountView, MirrorView } from "../../contracts/calendar-sync.ts";
import { ask } from "../api/client.ts";
import { mirrorsQuery } from "../api/integrations.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Refusal } from "../ui/refusal.tsx";

type Props = { account: AccountView; mayWrite: boolean };

/** Entries that were given up, then those that wait; each can be tried again or left as it is. */
export function AccountEntries({ account, mayWrite }: Props) {
  const t = useTranslations("integrations");
  const dead = useQuery(mirrorsQuery(account.id, "dead"));
  const waiting = useQuery(mirrorsQuery(account.id, "waiting"));
  const both = dead.data && waiting.data ? [...dead.data.items, ...waiting.data.items] : undefined;
  const refetch = () => void Promise.all([dead.refetch(), waiting.refetch()]);
  return (
    <Loaded query={{ data: both, error: dead.error ?? waiting.error, refetch }}>
      {(items) => (
        <div className="mt-4">
          <ExportLink path="/api/v1/calendar-mirrors/export" query={{ accountId: account.id }} of={t("entries.all")} />
          <ul className="mt-4 text-sm">
            {items.length === 0 ? <li className="text-ink-faint">{t("entries.none")}</li> : null}
            {items.map((mirror) => (
              <Entry key={mirror.id} mirror={mirror} mayWrite={mayWrite} />
            ))}
          </ul>
        </div>
      )}
    </Loaded>
  );
}

function Entry({ mirror, mayWrite }: { mirror: MirrorView; mayWrite: boolean }) {
  const t = useTranslations("integrations.entries");
  const formats = useBranchFormats();
  const [, patch] = useLiveSearch();
  const { state, attempts, nextAttemptAt, lastError, appointmentId } = mirror;
  const isDead = state === "dead";
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line py-2" data-mirror={state}>
      <span className="flex min-w-0 flex-1 basis-56 flex-wrap items-center gap-2">
        <Badge tone={isDead ? "bad" : "neutral"}>{isDead ? t("dead") : t("waiting")}</Badge>
        {attempts > 0 ? <span className="text-ink-soft">{t("attempts", { count: attempts })}</span> : null}
        {nextAttemptAt === null ? null : (
          <span className="text-ink-faint tabular-nums">{t("next", { when: formats.dateTime(nextAttemptAt) })}</span>
        )}
        {lastError === null ? null : <code className="font-mono text-xs wrap-anywhere">{lastError}</code>}
      </span>
      <span className="flex flex-wrap gap-2">
        <Button variant="quiet" onClick={() => patch({ appointment: appointmentId })}>
          {t("appointment")}
        </Button>
        {mayWrite ? <Acts mirror={mirror} /> : null}
      </span>
    </li>
  );
}

function Acts({ mirror: { id } }: { mirror: MirrorView }) {
  const t = useTranslations("integrations.entries");
  const input = { params: { mirrorId: id }, body: {} };
  const stale = [["integrations"]];
  const again = useEdit<"go", unknown>({
    run: () => ask("POST /api/v1/calendar-mirrors/{mirrorId}/replay", input),
    stale,
    said: () => t("replayed"),
  });
  const leaving = useEdit<"go", unknown>({
    run: () => ask("POST /api/v1/calendar-mirrors/{mirrorId}/discard", input),
    stale,
    said: () => t("discarded"),
  });
  const isBusy = again.isPending || leaving.isPending;
  return (
    <>
      <Button disabled={isBusy} onClick={() => again.send("go")}>
        {t("replay")}
      </Button>
      <Button disabled={isBusy} onClick={() => leaving.send("go")}>
        {t("discard")}
      </Button>
      <Refusal error={again.error ?? leaving.error} />
    </>
  );
}
