import { RefreshCw, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { SubscriptionView } from "../../contracts/calendars.ts";
import { ask } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import { IconButton } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";

const STALE = [["calendars"]];

export function SubscriptionActions({ subscription: { id, name } }: { subscription: SubscriptionView }) {
  const t = useTranslations("calendars.subscriptions");
  const common = useTranslations("common");
  const params = { subscriptionId: id };
  const reading = useEdit({
    run: () => ask("POST /api/v1/calendar-subscriptions/{subscriptionId}/sync", { params, body: {} }),
    stale: STALE,
    said: () => t("asked"),
  });
  return (
    <span className="inline-flex">
      <IconButton label={t("readNow", { name })} disabled={reading.isPending} onClick={() => reading.send("go")}>
        <RefreshCw aria-hidden className="size-4" />
      </IconButton>
      <ConfirmButton
        renderButton={(open) => (
          <IconButton label={t("removeOne", { name })} onClick={open}>
            <Trash2 aria-hidden className="size-4" />
          </IconButton>
        )}
        title={t("removeTitle", { name })}
        effect={t("removeEffect")}
        act={common("remove")}
        run={() => ask("DELETE /api/v1/calendar-subscriptions/{subscriptionId}", { params })}
        said={t("removed")}
        stale={STALE}
      />
    </span>
  );
}
