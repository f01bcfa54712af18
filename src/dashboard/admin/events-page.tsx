import { useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCw, Webhook } from "lucide-react";
import { useTranslations } from "use-intl";
import type { WebhookEventView } from "../../contracts/operations.ts";
import { ask } from "../api/client.ts";
import { EVENT_STATUSES, type EventStatus } from "../api/list-states.ts";
import { eventsQuery } from "../api/operations.ts";
import { useChange } from "../api/use-change.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";
import type { Column } from "../ui/table.tsx";
import { notify } from "../ui/toast.ts";
import { Id, Moment, TenantFilter, TenantLink } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { ofTenant, useConsoleSearch } from "./console-search.ts";
import { usePages } from "./use-pages.ts";

const FILTERS = ["all", ...EVENT_STATUSES] as const;
const TONES: Record<EventStatus, Tone> = {
  received: "accent",
  processed: "good",
  failed: "bad",
  quarantined: "warn",
  discarded: "neutral",
};

export function EventsPage() {
  const t = useTranslations("admin.events");
  const admin = useTranslations("admin");
  const common = useTranslations("common");
  const [{ tenant, status }, patch] = useConsoleSearch();
  const pages = usePages(`${tenant} ${status}`);
  const list = useQuery(eventsQuery({ ...ofTenant(tenant), ...(status ? { status } : {}), ...pages.query }));
  return (
    <ConsoleList
      title={admin("pages.events")}
      subtitle={t("subtitle")}
      filter={
        <>
          <Segmented
            label={common("filter")}
            value={status ?? "all"}
            options={FILTERS.map((value) => ({ value, label: t(`statuses.${value}`) }))}
            onChoose={(next) => patch({ status: next === "all" ? undefined : next })}
          />
          <TenantFilter />
        </>
      }
      file={{
        name: "provider-events",
        query: (page) => eventsQuery({ ...ofTenant(tenant), ...(status ? { status } : {}), ...page }),
      }}
      list={list}
      pages={pages}
      columns={useColumns()}
      rowKey={({ id }) => id}
      empty={{ icon: Webhook, title: t("none"), advice: t("noneAdvice") }}
    />
  );
}

function useColumns(): Column<WebhookEventView>[] {
  const t = useTranslations("admin.events");
  const admin = useTranslations("admin");
  const common = useTranslations("common");
  return [
    {
      key: "type",
      label: t("type"),
      cell: ({ id, type, lastError }) => (
        <>
          <code className="block font-mono text-xs font-medium">{type}</code>
          <Id id={id} />
          {lastError ? <span className="block max-w-96 text-xs wrap-anywhere text-bad">{lastError}</span> : null}
        </>
      ),
    },
    {
      key: "status",
      label: t("status"),
      cell: ({ status }) => <Badge tone={TONES[status]}>{t(`statuses.${status}`)}</Badge>,
    },
    {
      key: "tenant",
      label: admin("business"),
      wide: true,
      cell: ({ tenantId, tenantName }) => <TenantLink id={tenantId} name={tenantName} />,
    },
    { key: "attempts", label: t("attempts"), align: "end", wide: true, cell: ({ attempts }) => attempts },
    { key: "received", label: admin("received"), align: "end", cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
    { key: "actions", label: common("actions"), align: "end", cell: (event) => <Replay event={event} /> },
  ];
}

function Replay({ event: { id, status } }: { event: WebhookEventView }) {
  const t = useTranslations("admin.events");
  const quarantine = useTranslations("admin.quarantine");
  const client = useQueryClient();
  const replaying = useChange({
    run: (eventId: string, key) =>
      ask("POST /api/v1/operations/webhook-events/{eventId}/replay", {
        params: { eventId },
        headers: { "idempotency-key": key },
        body: {},
      }),
    onDone: () => {
      notify({ title: t("replayed") });
      void client.invalidateQueries({ queryKey: ["operations"] });
    },
  });
  if (status !== "failed" && status !== "quarantined") return null;
  const known = { still_unplaced: quarantine("stillUnplaced"), wrong_status: quarantine("wrongStatus") };
  return (
    <div className="flex flex-col items-end gap-2">
      <Button disabled={replaying.isPending} onClick={() => replaying.send(id)}>
        <RotateCw aria-hidden className="size-3.5" /> {t("replay")}
      </Button>
      <Refusal error={replaying.error} known={known} />
    </div>
  );
}
