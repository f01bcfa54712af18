import { useQuery } from "@tanstack/react-query";
import { Plug, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ConnectionView } from "../../contracts/connections.ts";
import { ask } from "../api/client.ts";
import { ownConnectionsQuery } from "../api/voice-vendors.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { later } from "../ui/later.tsx";
import { Card } from "../ui/page.tsx";
import { Rows } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { VoiceAddresses } from "./voice-addresses.tsx";

const ConnectDialog = later(async () => (await import("./connect-dialog.tsx")).ConnectDialog);

type Open = { kind: "connect"; account: ConnectionView | null } | { kind: "addresses"; account: ConnectionView };

/** The business's accounts at voice providers: what numbers are bought with and calls come by. */
export function VoiceAccounts({ mayWrite }: { mayWrite: boolean }) {
  const t = useTranslations("numbers.accounts");
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  return (
    <Card
      title={t("title")}
      flush
      aside={
        <>
          <ExportLink path="/api/v1/connections/export" of={t("title")} />
          {mayWrite ? (
            <Button onClick={() => setOpen({ kind: "connect", account: null })}>
              <Plus aria-hidden className="size-4" /> {t("connect")}
            </Button>
          ) : null}
        </>
      }
    >
      <Rows
        caption={t("title")}
        query={useQuery(ownConnectionsQuery)}
        columns={useColumns(mayWrite, setOpen)}
        rowKey={({ id }) => id}
        empty={{ icon: Plug, title: t("none"), advice: t("noneAdvice") }}
      />
      {open?.kind === "connect" ? (
        <ConnectDialog
          account={open.account}
          onClose={close}
          onConnected={(account) => setOpen({ kind: "addresses", account })}
        />
      ) : null}
      {open?.kind === "addresses" ? <VoiceAddresses account={open.account} onClose={close} /> : null}
    </Card>
  );
}

function useColumns(mayWrite: boolean, onOpen: (open: Open) => void): Column<ConnectionView>[] {
  const t = useTranslations("numbers.accounts");
  const common = useTranslations("common");
  return [
    {
      key: "name",
      label: common("name"),
      cell: ({ name, provider }) => (
        <>
          <span className="block font-semibold wrap-break-word">{name}</span>
          <span className="block text-xs text-ink-faint">{t(`providers.${provider}`)}</span>
        </>
      ),
    },
    { key: "state", label: t("state"), cell: (account) => <AccountState account={account} /> },
    {
      key: "actions",
      label: common("actions"),
      align: "end",
      cell: (account) => (
        <span className="flex items-center justify-end gap-2">
          <Button onClick={() => onOpen({ kind: "addresses", account })}>{t("addresses")}</Button>
          {mayWrite ? <Button onClick={() => onOpen({ kind: "connect", account })}>{t("newKey")}</Button> : null}
          {mayWrite ? <Remove account={account} /> : null}
        </span>
      ),
    },
  ];
}

/** Until something came from there, nobody knows whether the addresses were entered. */
function AccountState({ account: { isDisabled, lastEventAt } }: { account: ConnectionView }) {
  const t = useTranslations("numbers.accounts");
  const formats = useBranchFormats();
  if (isDisabled) return <Badge tone="neutral">{t("disabled")}</Badge>;
  if (lastEventAt === null) return <Badge tone="warn">{t("silent")}</Badge>;
  return <Badge tone="good">{t("heard", { when: formats.dateTime(lastEventAt) })}</Badge>;
}

function Remove({ account: { id, name } }: { account: ConnectionView }) {
  const t = useTranslations("numbers.accounts");
  return (
    <ConfirmButton
      renderButton={(ask) => (
        <IconButton label={t("remove", { name })} onClick={ask}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      )}
      title={t("removeTitle", { name })}
      effect={t("removeEffect")}
      act={t("removeAct")}
      run={() => ask("DELETE /api/v1/connections/{connectionId}", { params: { connectionId: id } })}
      said={t("removed", { name })}
      stale={[["connections"], ["numbers"], ["voice"]]}
    />
  );
}
