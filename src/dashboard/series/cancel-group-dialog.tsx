import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask, type Input } from "../api/client.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { countMeant, type GroupTarget, targetOf } from "./group-target.ts";
import { ScopeField } from "./scope-field.tsx";
import { useGroupChange } from "./use-group-change.ts";

type Body = Input<"POST /api/v1/series/{seriesId}/cancel">["body"];

export function CancelGroupDialog({ target, onClose }: { target: GroupTarget; onClose: () => void }) {
  const t = useTranslations("series");
  const booking = useTranslations("booking");
  const [scope, setScope] = useState(target.scopes[0] ?? "all");
  const [reason, setReason] = useState("");
  const formats = useBranchFormats();
  const { seriesId } = target;
  const { startsAt } = target.appointment;
  const when = `${formats.dayShort(startsAt)}, ${formats.time(startsAt)}`;
  const cancelling = useGroupChange({
    run: (body: Body, key) =>
      ask("POST /api/v1/series/{seriesId}/cancel", {
        params: { seriesId },
        headers: { "idempotency-key": key },
        body,
      }),
    told: "cancelled",
    onClose,
  });
  const confirm = () =>
    cancelling.send({ ...targetOf(target, scope), ...(reason.trim() ? { reason: reason.trim() } : {}) });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t("cancelTitle", { name: target.appointment.customer.name })}
      effect={
        <>
          {scope === "all" ? null : (
            <span className="block font-medium text-ink">{scope === "one" ? when : t("cancelFrom", { when })}</span>
          )}
          {t("cancelEffect", { count: countMeant(target, scope) })}
        </>
      }
      act={t(`cancelActs.${scope}`)}
      pending={cancelling.isPending}
      onConfirm={confirm}
      error={<Refusal error={cancelling.error} />}
    >
      <ScopeField scopes={target.scopes} value={scope} onChoose={setScope} />
      <Field label={booking("cancelReason")}>
        <TextInput maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
