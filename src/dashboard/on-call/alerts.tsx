import { useQuery } from "@tanstack/react-query";
import { Siren } from "lucide-react";
import { useTranslations } from "use-intl";
import type { AlertView } from "../../contracts/on-call.ts";
import { alertsQuery } from "../api/on-call.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Pagination } from "../ui/pagination.tsx";
import { PhoneLink } from "../ui/phone.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useCursors } from "../ui/rows.tsx";
import { AlertSteps } from "./alert-steps.tsx";
import { useTaking } from "./use-taking.ts";

const TONES = { open: "bad", acknowledged: "good", exhausted: "warn" } as const;

export function Alerts() {
  const t = useTranslations("onCall");
  const cursors = useCursors();
  const list = useQuery(alertsQuery({ limit: 10, ...cursors.query }));
  const next = list.data?.nextCursor;
  return (
    <Card title={t("alerts")} aside={<ExportLink path="/api/v1/on-call/alerts/export" of={t("alerts")} />} flush>
      <Loaded query={list} rows={3}>
        {({ items }) =>
          items.length > 0 ? (
            <ul className="divide-y divide-line">
              {items.map((alert) => (
                <AlertRow key={alert.id} alert={alert} />
              ))}
            </ul>
          ) : (
            <EmptyState icon={Siren} title={t("noAlerts")}>
              {t("noAlertsAdvice")}
            </EmptyState>
          )
        }
      </Loaded>
      <Pagination page={cursors.page} hasNext={next != null} onPage={(page) => cursors.turn(page, next)} />
    </Card>
  );
}

function AlertRow({ alert }: { alert: AlertView }) {
  const t = useTranslations("onCall");
  const formats = useBranchFormats();
  const mayTake = useSignedIn().me.permissions.includes("calls:write");
  const taking = useTaking();
  return (
    <li className="flex flex-col gap-2 px-4 py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <Badge tone={TONES[alert.status]}>{t(`states.${alert.status}`)}</Badge>
          <time dateTime={alert.createdAt} className="text-ink-faint tabular-nums">
            {formats.dateTime(alert.createdAt)}
          </time>
        </p>
        {mayTake && alert.status !== "acknowledged" ? (
          <Button variant="primary" disabled={taking.isPending} onClick={() => taking.send(alert.id)}>
            {t("take")}
          </Button>
        ) : null}
      </div>
      <p className="wrap-anywhere whitespace-pre-line">{alert.message ?? t("noWords")}</p>
      {alert.phone ? (
        <PhoneLink
          phone={alert.phone}
          className="inline-flex min-h-6 items-center self-start text-sm tabular-nums pointer-coarse:min-h-11"
        />
      ) : null}
      <AlertSteps steps={alert.steps} />
      {alert.acknowledgedAt && alert.acknowledgedVia ? (
        <p className="text-sm text-ink-soft">
          {t("takenBy", {
            name: alert.acknowledgedBy ?? "–",
            way: t(`ways.${alert.acknowledgedVia}`),
            time: formats.dateTime(alert.acknowledgedAt),
          })}
        </p>
      ) : null}
      <Refusal error={taking.error} />
    </li>
  );
}
