import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ApiKeyView, NewApiKeyView } from "../../contracts/api-keys.ts";
import { apiKeysQuery } from "../api/business.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { Badge, type Tone } from "../ui/badge.tsx";
import { later } from "../ui/later.tsx";
import { useCursors } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { AgentsCard } from "./agents-card.tsx";
import { KeyActions } from "./key-actions.tsx";
import { ListTab } from "./list-tab.tsx";

const NewKeyDialog = later(async () => (await import("./new-key-dialog.tsx")).NewKeyDialog);
const SecretDialog = later(async () => (await import("./secret-dialog.tsx")).SecretDialog);

const TONES: Record<ApiKeyView["status"], Tone> = { active: "good", expired: "warn", revoked: "neutral" };

export function ApiKeys() {
  const t = useTranslations("access.keys");
  const { permissions } = useSignedIn().me;
  const mayWrite = permissions.includes("api-keys:write");
  const cursors = useCursors();
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<NewApiKeyView | null>(null);
  const list = useQuery(apiKeysQuery(cursors.query));
  const columns = useColumns(mayWrite, setMade);
  return (
    <ListTab
      about={t("about")}
      make={mayWrite ? { label: t("new"), onClick: () => setMaking(true) } : null}
      file="/api/v1/api-keys/export"
      caption={t("title")}
      query={list}
      cursors={cursors}
      columns={columns}
      rowKey={({ id }) => id}
      empty={{ icon: KeyRound, title: t("nothing"), advice: t("nothingAdvice") }}
    >
      <div className="mt-6">
        <AgentsCard />
      </div>
      {isMaking ? <NewKeyDialog onClose={() => setMaking(false)} onMade={setMade} /> : null}
      {made ? <SecretDialog title={made.name} secret={made.secret} onClose={() => setMade(null)} /> : null}
    </ListTab>
  );
}

function useColumns(mayWrite: boolean, onMade: (key: NewApiKeyView) => void): Column<ApiKeyView>[] {
  const t = useTranslations("access.keys");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const columns: Column<ApiKeyView>[] = [
    {
      key: "name",
      label: common("name"),
      cell: ({ name, mode, prefix, lastFour }) => (
        <>
          <span className="font-semibold wrap-anywhere">{name}</span>{" "}
          {mode === "test" ? <Badge tone="accent">{t("test")}</Badge> : null}
          {prefix === null ? null : (
            <code className="block font-mono text-xs text-ink-faint">
              {prefix}…{lastFour}
            </code>
          )}
        </>
      ),
    },
    {
      key: "scopes",
      label: t("scopes"),
      wide: true,
      cell: ({ scopes }) => <span className="line-clamp-2 max-w-80 font-mono text-xs">{scopes.join(" ")}</span>,
    },
    {
      key: "used",
      label: t("lastUsed"),
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? t("never") : formats.dateTime(lastUsedAt)),
    },
    {
      key: "status",
      label: t("state"),
      cell: ({ status, expiresAt }) => (
        <>
          <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>
          {status === "active" && expiresAt !== null ? (
            <span className="mt-1 block text-xs text-ink-faint">
              {t("until", { when: formats.dateTime(expiresAt) })}
            </span>
          ) : null}
        </>
      ),
    },
  ];
  if (!mayWrite) return columns;
  const cell = (key: ApiKeyView) => (key.status === "active" ? <KeyActions apiKey={key} onMade={onMade} /> : null);
  return [...columns, { key: "actions", label: common("actions"), align: "end", cell }];
}
