import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AccountView, TargetView } from "../../contracts/calendar-sync.ts";
import { ask } from "../api/client.ts";
import { targetsQuery } from "../api/integrations.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useNames } from "../calendars/use-names.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { later } from "../ui/later.tsx";
import { Loaded } from "../ui/loaded.tsx";

const NewTargetDialog = later(async () => (await import("./new-target-dialog.tsx")).NewTargetDialog);

type Props = { account: AccountView; mayWrite: boolean };

/** Which calendar belongs to whom. */
export function Targets({ account, mayWrite }: Props) {
  const t = useTranslations("integrations");
  const [isAdding, setAdding] = useState(false);
  const targets = useQuery(targetsQuery(account.id));
  return (
    <>
      <Loaded query={targets} rows={1}>
        {({ items }) => (
          <ul>
            {items.length === 0 ? <li className="mb-3 text-sm">{t("noTargets")}</li> : null}
            {items.map((target) => (
              <Row key={target.id} target={target} mayWrite={mayWrite} />
            ))}
          </ul>
        )}
      </Loaded>
      {mayWrite && account.state === "connected" ? (
        <Button onClick={() => setAdding(true)}>
          <Plus aria-hidden className="size-4" /> {t("addTarget")}
        </Button>
      ) : null}
      {isAdding ? <NewTargetDialog account={account} onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function Row({ target, mayWrite }: { target: TargetView; mayWrite: boolean }) {
  const t = useTranslations("integrations");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const { nameOf } = useNames();
  const { id, calendarId, externalName, writes, reads, lastSyncAt, busyCount } = target;
  const who = nameOf(calendarId) || t("elsewhere");
  const does = writes && reads ? t("both") : writes ? t("writesOnly") : t("readsOnly");
  return (
    <li className="mb-2 flex items-start justify-between gap-3 border-b border-line pb-2">
      <div className="min-w-0 text-sm">
        <span className="font-semibold wrap-anywhere">
          {who} · {externalName}
        </span>
        <span className="block text-xs text-ink-faint">
          {does}
          {lastSyncAt === null ? null : ` · ${t("readAt", { when: formats.dateTime(lastSyncAt), count: busyCount })}`}
        </span>
      </div>
      {mayWrite ? (
        <ConfirmButton
          renderButton={(open) => (
            <IconButton label={t("removeTarget", { name: externalName })} onClick={open}>
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          )}
          title={t("removeTargetTitle", { name: externalName })}
          effect={t("removeTargetEffect")}
          act={common("remove")}
          run={() => ask("DELETE /api/v1/calendar-targets/{targetId}", { params: { targetId: id } })}
          said={t("targetRemoved")}
          stale={[["integrations"]]}
        />
      ) : null}
    </li>
  );
}
