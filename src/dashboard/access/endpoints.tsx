import { useQuery } from "@tanstack/react-query";
import { Webhook } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { EndpointView } from "../../contracts/webhook-endpoints.ts";
import { endpointsQuery } from "../api/business.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { Badge } from "../ui/badge.tsx";
import { later } from "../ui/later.tsx";
import { useCursors } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { EndpointActions } from "./endpoint-actions.tsx";
import { ListTab } from "./list-tab.tsx";

const EndpointDialog = later(async () => (await import("./endpoint-dialog.tsx")).EndpointDialog);
const SecretDialog = later(async () => (await import("./secret-dialog.tsx")).SecretDialog);

export function Endpoints() {
  const t = useTranslations("access.endpoints");
  const { permissions } = useSignedIn().me;
  const mayWrite = permissions.includes("webhooks:write");
  const cursors = useCursors();
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const list = useQuery(endpointsQuery(cursors.query));
  const columns = useColumns(mayWrite, setSecret);
  return (
    <ListTab
      about={t("about")}
      make={mayWrite ? { label: t("new"), onClick: () => setAdding(true) } : null}
      file="/api/v1/webhook-endpoints/export"
      caption={t("title")}
      query={list}
      cursors={cursors}
      columns={columns}
      rowKey={({ id }) => id}
      empty={{ icon: Webhook, title: t("nothing"), advice: t("nothingAdvice") }}
    >
      {isAdding ? <EndpointDialog endpoint={null} onClose={() => setAdding(false)} onSecret={setSecret} /> : null}
      {secret ? <SecretDialog title={t("secretTitle")} secret={secret} onClose={() => setSecret(null)} /> : null}
    </ListTab>
  );
}

function useColumns(mayWrite: boolean, onSecret: (secret: string) => void): Column<EndpointView>[] {
  const t = useTranslations("access.endpoints");
  const common = useTranslations("common");
  const columns: Column<EndpointView>[] = [
    {
      key: "url",
      label: t("url"),
      cell: ({ url, description }) => (
        <>
          <span className="font-mono text-xs wrap-anywhere">{url}</span>
          {description ? <span className="block text-xs text-ink-faint">{description}</span> : null}
        </>
      ),
    },
    {
      key: "events",
      label: t("events"),
      wide: true,
      cell: ({ eventTypes, includesPersonalData }) => (
        <>
          <span className="line-clamp-2 max-w-80 font-mono text-xs">
            {eventTypes.includes("*") ? t("everything") : eventTypes.join(" ")}
          </span>
          {includesPersonalData ? <span className="block text-xs text-ink-faint">{t("personal")}</span> : null}
        </>
      ),
    },
    { key: "state", label: t("state"), cell: (endpoint) => <EndpointState endpoint={endpoint} /> },
  ];
  if (!mayWrite) return columns;
  const cell = (endpoint: EndpointView) => <EndpointActions endpoint={endpoint} onSecret={onSecret} />;
  return [...columns, { key: "actions", label: common("actions"), align: "end", cell }];
}

function EndpointState({ endpoint: { status, disabledReason, failingSince } }: { endpoint: EndpointView }) {
  const t = useTranslations("access.endpoints");
  const formats = useBranchFormats();
  if (status === "disabled") {
    return (
      <Badge tone={disabledReason === "user" ? "neutral" : "bad"}>{t(`disabled.${disabledReason ?? "user"}`)}</Badge>
    );
  }
  if (failingSince !== null) return <Badge tone="warn">{t("failing", { when: formats.dateTime(failingSince) })}</Badge>;
  return <Badge tone="good">{t("working")}</Badge>;
}
