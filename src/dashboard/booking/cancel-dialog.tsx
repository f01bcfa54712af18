import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useDayNames } from "../live/day-names.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { notify } from "../ui/toast.ts";
import { GroupNote } from "./group-note.tsx";
import { show } from "./show-appointment.ts";

type CancelDialogProps = { appointment: AppointmentView; open: boolean; onClose: () => void };

export function CancelDialog({ appointment, open, onClose }: CancelDialogProps) {
  const t = useTranslations("booking");
  const formats = useBranchFormats();
  const names = useDayNames();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const { name } = appointment.customer;
  const cancelling = useChange({
    run: (given: string, key) =>
      ask("POST /api/v1/appointments/{appointmentId}/cancel", {
        params: { appointmentId: appointment.id },
        headers: { "idempotency-key": key },
        body: given ? { reason: given } : {},
      }),
    onDone: (cancelled) => {
      show(client, cancelled);
      notify({ title: t("cancelled", { name }) });
      onClose();
    },
  });
  const when = `${formats.dayShort(appointment.startsAt)}, ${formats.exactTime(appointment.startsAt)}`;
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t("cancelTitle", { name })}
      effect={
        <>
          {t("cancelEffect", { service: names.service(appointment.serviceId) ?? "", when })}
          <GroupNote appointment={appointment} onLeave={onClose} />
        </>
      }
      act={t("cancelAct")}
      pending={cancelling.isPending}
      onConfirm={() => cancelling.send(reason.trim())}
      error={<Refusal error={cancelling.error} />}
    >
      <Field label={t("cancelReason")}>
        <TextInput maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
