import { useQuery } from "@tanstack/react-query";
import { Bot } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AgentVersionView } from "../../contracts/voice-agents.ts";
import { agentVersionsQuery, ownConnectionsQuery } from "../api/voice-vendors.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Card, Page } from "../ui/page.tsx";
import { PagedRows, useCursors } from "../ui/rows.tsx";
import { Select } from "../ui/select.tsx";
import type { Column } from "../ui/table.tsx";
import { useTitle } from "../ui/use-title.ts";
import { DriftCard } from "./drift-card.tsx";
import { PublishButton } from "./publish-button.tsx";
import { RollbackButton } from "./rollback-button.tsx";
import { VersionSheet } from "./version-sheet.tsx";

const TONES: Record<AgentVersionView["state"], Tone> = { creating: "accent", published: "neutral", failed: "bad" };

/** What callers speak with, what it was before, and whether somebody changed it elsewhere. */
export function AgentVersionsPage() {
  return (
    <PageTexts of={["agents", "numbers"]}>
      <AgentVersionsContent />
    </PageTexts>
  );
}

function AgentVersionsContent() {
  const t = useTranslations("agents");
  const { branch, me } = useSignedIn();
  const mayWrite = me.permissions.includes("settings:write");
  const connections = useQuery(ownConnectionsQuery).data?.filter(({ isDisabled }) => !isDisabled) ?? [];
  const [chosen, setChosen] = useState<string>();
  const connectionId = chosen ?? connections[0]?.id;
  const cursors = useCursors();
  const list = useQuery(agentVersionsQuery(branch.id, cursors.query));
  const [shown, setShown] = useState<string>();
  const columns = useColumns(mayWrite, setShown);
  useTitle(t("title"));
  const options = connections.map(({ id, name, provider }) => ({ value: id as string, label: name || provider }));
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      actions={
        <>
          <ExportLink path={`/api/v1/voice/agents/${branch.id}/versions/export`} />
          {connectionId && options.length > 1 ? (
            <div className="w-44">
              <Select label={t("connection")} value={connectionId} options={options} onChoose={setChosen} />
            </div>
          ) : null}
          {mayWrite && connectionId ? <PublishButton branchId={branch.id} connectionId={connectionId} /> : null}
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {connectionId ? <DriftCard key={connectionId} branchId={branch.id} connectionId={connectionId} /> : null}
        <Card flush>
          <PagedRows
            caption={t("title")}
            query={list}
            cursors={cursors}
            columns={columns}
            rowKey={({ id }) => id}
            empty={{ icon: Bot, title: t("none"), advice: connectionId ? t("noneAdvice") : t("noConnection") }}
          />
        </Card>
      </div>
      {shown ? <VersionSheet branchId={branch.id} versionId={shown} onClose={() => setShown(undefined)} /> : null}
    </Page>
  );
}

function useColumns(mayWrite: boolean, show: (id: string) => void): Column<AgentVersionView>[] {
  const t = useTranslations("agents");
  const common = useTranslations("common");
  const providers = useTranslations("numbers.accounts.providers");
  const formats = useBranchFormats();
  return [
    {
      key: "number",
      label: t("version"),
      cell: ({ number, restoredFrom, provider }) => (
        <>
          <span className="block font-semibold">{t("number", { number })}</span>
          <span className="block text-xs text-ink-faint">
            {restoredFrom === null ? providers(provider) : t("restored", { number: restoredFrom })}
          </span>
        </>
      ),
    },
    {
      key: "state",
      label: t("state"),
      cell: ({ state, isLive, error }) => (
        <>
          <Badge tone={isLive ? "good" : TONES[state]}>{isLive ? t("live") : t(`states.${state}`)}</Badge>
          {error ? <span className="mt-1 block max-w-96 text-xs wrap-anywhere text-bad">{error}</span> : null}
        </>
      ),
    },
    {
      key: "at",
      label: t("publishedAt"),
      wide: true,
      cell: ({ publishedAt, createdAt }) => formats.dateTime(publishedAt ?? createdAt),
    },
    {
      key: "actions",
      label: common("actions"),
      align: "end",
      cell: (version) => (
        <span className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => show(version.id)}>{t("show")}</Button>
          {mayWrite && version.publishedAt !== null && !version.isLive ? <RollbackButton version={version} /> : null}
        </span>
      ),
    },
  ];
}
