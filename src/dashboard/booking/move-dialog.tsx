import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { servicesQuery, staffQuery } from "../api/catalogue.ts";
import { knownAppointmentQuery } from "../api/queries.ts";
import { AtBranch } from "../app/at-branch.tsx";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { LONGEST, minutesOf, SHORTEST } from "../calendar/resizing.ts";
import { isDate, localDate } from "../calendar/zoned-time.ts";
import { NumberField } from "../catalogue/number-field.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { DateInput, Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { SlotPicker } from "./slot-picker.tsx";
import { useMove } from "./use-move.ts";

/** The way to move an appointment without dragging it: everything by keyboard. */
export function MoveDialog({ appointmentId }: { appointmentId: string }) {
  const [, patch] = useLiveSearch();
  const appointment = useQuery(knownAppointmentQuery(appointmentId)).data;
  const close = () => patch({ move: undefined }, { replace: true });
  if (!appointment) return null;
  return (
    <AtBranch branchId={appointment.branchId}>
      <MoveForm appointment={appointment} onClose={close} />
    </AtBranch>
  );
}

function MoveForm({ appointment, onClose }: { appointment: AppointmentView; onClose: () => void }) {
  const t = useTranslations("booking");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const { branch } = useSignedIn();
  const move = useMove();
  const [staffId, setStaffId] = useState<string>(appointment.staffId);
  const [date, setDate] = useState(localDate(Date.parse(appointment.startsAt), branch.timeZone));
  const [startsAt, setStartsAt] = useState<string | null>(null);
  const [minutes, setMinutes] = useState(minutesOf(appointment));
  const when = (at: string) => `${formats.dayShort(at)}, ${formats.exactTime(at)}`;

  const confirmText = () => {
    if (startsAt) return t("moveTo", { when: when(startsAt) });
    return hasOwnLength ? t("giveLength", { minutes }) : t("move");
  };
  const choose = (at: string) => {
    setStartsAt(at);
    setDate(localDate(Date.parse(at), branch.timeZone));
  };
  const confirm = () => {
    const length = hasOwnLength ? { durationMinutes: minutes } : {};
    if (startsAt) void move(appointment, { startsAt, staffId, ...length });
    else void move(appointment, { startsAt: appointment.startsAt, staffId: appointment.staffId, ...length });
    onClose();
  };
  const hasOwnLength = minutes !== minutesOf(appointment) && minutes >= SHORTEST && minutes <= LONGEST;
  const foot = (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button variant="primary" disabled={startsAt === null && !hasOwnLength} onClick={confirm}>
        {confirmText()}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("moveTitle", { name: appointment.customer.name })}
      description={t("now", { when: when(appointment.startsAt) })}
      foot={foot}
    >
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("day")}>
            <DateInput
              value={date}
              onChange={(event) => {
                if (!isDate(event.target.value)) return;
                setDate(event.target.value);
                setStartsAt(null);
              }}
            />
          </Field>
          <Field label={t("with")}>
            <StaffChoice
              appointment={appointment}
              value={staffId}
              onChoose={(id) => (setStaffId(id), setStartsAt(null))}
            />
          </Field>
        </div>
        <NumberField label={t("length")} hint={t("lengthHint")} min={SHORTEST} value={minutes} onChange={setMinutes} />
        <SlotPicker
          serviceId={appointment.serviceId}
          staffId={staffId}
          date={date}
          value={startsAt}
          onChoose={choose}
        />
      </div>
    </Dialog>
  );
}

type StaffChoiceProps = { appointment: AppointmentView; value: string; onChoose: (staffId: string) => void };

function StaffChoice({ appointment, value, onChoose }: StaffChoiceProps) {
  const { branch } = useSignedIn();
  const staff = useQuery(staffQuery(branch.id)).data ?? [];
  const service = useQuery(servicesQuery(branch.id)).data?.find(({ id }) => id === appointment.serviceId);
  const able = staff.filter(({ id }) => !service || service.staffIds.length === 0 || service.staffIds.includes(id));
  return (
    <Select value={value} options={able.map(({ id, name }) => ({ value: id, label: name }))} onChoose={onChoose} />
  );
}
