import { useQuery } from "@tanstack/react-query";
import { Fingerprint, KeyRound, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { PasskeyView } from "../../contracts/account.ts";
import { factorsQuery } from "../api/account.ts";
import { ask } from "../api/client.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { later } from "../ui/later.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { RenamePasskey } from "./rename-passkey.tsx";
import { useAccountRefusals } from "./use-refusals.ts";

const AddPasskeyDialog = later(async () => (await import("./add-passkey-dialog.tsx")).AddPasskeyDialog);

export function PasskeysCard() {
  const t = useTranslations("security.passkeys");
  const [isAdding, setAdding] = useState(false);
  return (
    <Card
      title={t("title")}
      flush
      aside={
        <Button onClick={() => setAdding(true)}>
          <Fingerprint aria-hidden className="size-4" /> {t("add")}
        </Button>
      }
    >
      <Loaded query={useQuery(factorsQuery)} rows={1}>
        {({ passkeys }) =>
          passkeys.length > 0 ? (
            <ul className="divide-y divide-line">
              {passkeys.map((passkey) => (
                <PasskeyRow key={passkey.id} passkey={passkey} />
              ))}
            </ul>
          ) : (
            <EmptyState icon={KeyRound} title={t("none")}>
              {t("noneAdvice")}
            </EmptyState>
          )
        }
      </Loaded>
      {isAdding ? <AddPasskeyDialog onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

function PasskeyRow({ passkey }: { passkey: PasskeyView }) {
  const t = useTranslations("security.passkeys");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const { id, name, lastUsedAt, createdAt } = passkey;
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <KeyRound aria-hidden className="size-4 shrink-0 text-accent" />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-2 text-sm font-semibold wrap-anywhere">
          {name} {passkey.isBackedUp ? <Badge>{t("synced")}</Badge> : null}
        </span>
        <span className="block text-xs text-ink-faint">
          {lastUsedAt ? t("lastUsed", { when: formats.dateTime(lastUsedAt) }) : t("neverUsed")} ·{" "}
          {t("added", { when: formats.date(createdAt) })}
        </span>
      </span>
      <RenamePasskey passkey={passkey} />
      <ConfirmButton
        renderButton={(open) => (
          <IconButton label={`${common("remove")}: ${name}`} onClick={open}>
            <Trash2 aria-hidden className="size-4" />
          </IconButton>
        )}
        title={t("removeTitle", { name })}
        effect={t("removeEffect")}
        act={common("remove")}
        run={() => ask("DELETE /api/v1/me/passkeys/{passkeyId}", { params: { passkeyId: id } })}
        said={t("removed", { name })}
        stale={[["account", "factors"]]}
        known={useAccountRefusals()}
      />
    </li>
  );
}
