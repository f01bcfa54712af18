import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { explainMoveQuery } from "../api/booking.ts";
import { servicesQuery, staffQuery } from "../api/catalogue.ts";
import { knownAppointmentQuery } from "../api/queries.ts";
import { AtBranch } from "../app/at-branch.tsx";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { LONGEST, minutesOf, SHORTEST } from "../calendar/resizing.ts";
import { localDate } from "../calendar/zoned-time.ts";
import { NumberField } from "../catalogue/number-field.tsx";
import { useNow } from "../live/clock.ts";
import type { LiveSearch } from "../live/live-search.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { changed, overrideOf, type TimeDraft } from "./booking-form.ts";
import { insisting } from "./gives-way.ts";
import { TimeFields } from "./time-fields.tsx";
import { useMove } from "./use-move.ts";

const CLOSED = { move: undefined, moveTo: undefined, moveWith: undefined, moveMinutes: undefined };

type MoveDraft = TimeDraft & { minutes: number };

/** The way to move an appointment without dragging it, and past a rule that may be overruled: everything by keyboard. */
export function MoveDialog({ appointmentId }: { appointmentId: string }) {
  const [search, patch] = useLiveSearch();
  const appointment = useQuery(knownAppointmentQuery(appointmentId)).data;
  const close = () => patch(CLOSED, { replace: true });
  if (!appointment) return null;
  return (
    <AtBranch branchId={appointment.branchId}>
      <MoveForm appointment={appointment} asked={search} onClose={close} />
    </AtBranch>
  );
}

type MoveFormProps = { appointment: AppointmentView; asked: LiveSearch; onClose: () => void };

function MoveForm({ appointment, asked, onClose }: MoveFormProps) {
  const t = useTranslations("booking");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const { branch, me } = useSignedIn();
  const move = useMove("tell");
  const [draft, setDraft] = useState(() => firstDraft(appointment, asked, branch.timeZone));
  const change = (changes: Partial<MoveDraft>) => setDraft((known) => changed(known, changes));
  const { startsAt, staffId, minutes, insistence } = draft;
  const when = (at: string) => `${formats.dayShort(at)}, ${formats.exactTime(at)}`;

  const hasOwnLength = minutes !== minutesOf(appointment) && minutes >= SHORTEST && minutes <= LONGEST;
  const isMeant = startsAt !== null || hasOwnLength;
  const place = {
    ...(startsAt ? { startsAt, staffId } : { startsAt: appointment.startsAt, staffId: appointment.staffId }),
    ...(hasOwnLength ? { durationMinutes: minutes } : {}),
  };
  const explanation = useQuery({ ...explainMoveQuery(appointment.id, place), enabled: isMeant }).data;
  const stands = insisting(me.permissions, { explanation, startsAt }, useNow(60_000));
  const lacksReason = insistence === "" && stands !== null;
  const confirmText = () => {
    if (startsAt) return t("moveTo", { when: when(startsAt) });
    return hasOwnLength ? t("giveLength", { minutes }) : t("move");
  };
  const confirm = () => {
    void move(appointment, { ...place, ...overrideOf(insistence) });
    onClose();
  };
  const foot = (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button variant="primary" disabled={!isMeant || lacksReason} onClick={confirm}>
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
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field label={t("with")}>
            <StaffChoice appointment={appointment} value={staffId} onChoose={(id) => change({ staffId: id })} />
          </Field>
          <NumberField
            label={t("length")}
            hint={t("lengthHint")}
            min={SHORTEST}
            value={minutes}
            onChange={(length) => change({ minutes: length, insistence: "" })}
          />
        </div>
        <TimeFields draft={draft} change={change} explanation={isMeant ? explanation : undefined} act="move" />
      </div>
    </Dialog>
  );
}

/** As it stands, or as somebody has asked for it and was refused. */
function firstDraft(appointment: AppointmentView, asked: LiveSearch, timeZone: string): MoveDraft {
  const { serviceId, startsAt, partySize } = appointment;
  const staffId = asked.moveWith ?? appointment.staffId;
  const to = Number.isNaN(Date.parse(asked.moveTo ?? "")) ? startsAt : (asked.moveTo ?? startsAt);
  const isSamePlace = Date.parse(to) === Date.parse(startsAt) && staffId === appointment.staffId;
  return {
    serviceId,
    staffId,
    partySize,
    date: localDate(Date.parse(to), timeZone),
    startsAt: isSamePlace ? null : to,
    insistence: "",
    minutes: asked.moveMinutes ?? minutesOf(appointment),
  };
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
