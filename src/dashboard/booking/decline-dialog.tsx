import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import type { useSettling } from "../calendar/use-settling.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { useDayNames } from "../live/day-names.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { GroupNote } from "./group-note.tsx";

type DeclineDialogProps = {
  appointment: AppointmentView;
  settling: ReturnType<typeof useSettling>;
  onClose: () => void;
};

/** The customer is told, and what was declined stays so: nothing for a slip of the finger. */
export function DeclineDialog(props: DeclineDialogProps) {
  return (
    <PageTexts of={["attention"]}>
      <Question {...props} />
    </PageTexts>
  );
}

function Question({ appointment, settling, onClose }: DeclineDialogProps) {
  const t = useTranslations("attention.decline");
  const booking = useTranslations("booking");
  const formats = useBranchFormats();
  const names = useDayNames();
  const [reason, setReason] = useState("");
  const { customer, serviceId, startsAt } = appointment;
  const { name } = customer;
  const when = `${formats.dayShort(startsAt)}, ${formats.exactTime(startsAt)}`;
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t("title", { name })}
      effect={
        <>
          {t("effect", { name, service: names.service(serviceId) ?? "", when })}
          <GroupNote appointment={appointment} onLeave={onClose} />
        </>
      }
      act={t("act")}
      pending={settling.isPending}
      onConfirm={() => settling.settle("decline", reason.trim())}
      error={<Refusal error={settling.error} />}
    >
      <Field label={booking("cancelReason")}>
        <TextInput maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
