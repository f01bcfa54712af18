import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import type { ConflictView } from "../../contracts/busy.ts";
import type { WaitlistEntryView } from "../../contracts/waitlist.ts";
import { knownAppointmentQuery } from "../api/queries.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { useKeeping } from "../booking/use-keeping.ts";
import type { SettleAction } from "../calendar/settling.ts";
import { useSettling } from "../calendar/use-settling.ts";
import { useDayNames } from "../live/day-names.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { later } from "../ui/later.tsx";
import { notify } from "../ui/toast.ts";
import { AttentionRow } from "./attention-row.tsx";

const DeclineDialog = later(async () => (await import("../booking/decline-dialog.tsx")).DeclineDialog);

const ANSWERS = {
  request: [
    ["accept", "accept"],
    ["decline", "decline"],
  ],
  noShow: [
    ["complete", "came"],
    ["no-show", "missed"],
  ],
} as const;

type RequestRowProps = { appointment: AppointmentView; kind: keyof typeof ANSWERS };

export function RequestRow({ appointment, kind }: RequestRowProps) {
  const t = useTranslations("today");
  const formats = useBranchFormats();
  const names = useDayNames();
  const client = useQueryClient();
  const [, patch] = useLiveSearch();
  const { permissions } = useSignedIn().me;
  const [isDeclining, setDeclining] = useState(false);
  const [isSettled, setSettled] = useState(false);
  const settling = useSettling(appointment.id, (settled) => {
    setSettled(true);
    notify({ title: t(settledText(settled.status), { name: settled.customer.name }) });
    void client.invalidateQueries({ queryKey: ["appointments"] });
  });
  if (isSettled) return null; // the list is a moment behind
  const { startsAt, serviceId, staffId } = appointment;
  const parts = [
    `${formats.dayShort(startsAt)}, ${formats.time(startsAt)}`,
    names.service(serviceId),
    names.staff(staffId),
  ];
  const answer = (action: SettleAction) => (action === "decline" ? setDeclining(true) : settling.settle(action));
  return (
    <AttentionRow
      tone="warn"
      badge={t(kind)}
      title={appointment.customer.name}
      note={parts.filter(Boolean).join(" · ")}
      error={settling.error}
    >
      {permissions.includes("appointments:write")
        ? ANSWERS[kind].map(([action, label], index) => (
            <Button
              key={action}
              variant={index === 0 ? "primary" : "secondary"}
              disabled={settling.isPending}
              onClick={() => answer(action)}
            >
              {t(label)}
            </Button>
          ))
        : null}
      <Button variant="quiet" onClick={() => patch({ appointment: appointment.id })}>
        {t("open")}
      </Button>
      {isDeclining ? (
        <DeclineDialog appointment={appointment} settling={settling} onClose={() => setDeclining(false)} />
      ) : null}
    </AttentionRow>
  );
}

function settledText(status: AppointmentView["status"]): "accepted" | "declined" | "settled" {
  if (status === "confirmed") return "accepted";
  return status === "declined" ? "declined" : "settled";
}

export function ConflictRow({ conflict }: { conflict: ConflictView }) {
  const t = useTranslations("today");
  const formats = useBranchFormats();
  const { permissions } = useSignedIn().me;
  const [, patch] = useLiveSearch();
  const appointment = useQuery(knownAppointmentQuery(conflict.appointmentId)).data;
  const keeping = useKeeping();
  const when = `${formats.dayShort(conflict.startsAt)}, ${formats.timeRange(conflict.startsAt, conflict.endsAt)}`;
  const title = t("conflictText", { name: appointment?.customer.name ?? "…" });
  return (
    <AttentionRow tone="bad" badge={t("conflict")} title={title} note={when} error={keeping.error}>
      <Button variant="primary" onClick={() => patch({ appointment: conflict.appointmentId })}>
        {t("open")}
      </Button>
      {permissions.includes("appointments:write") ? (
        <Button disabled={keeping.isPending} onClick={() => keeping.send(conflict.id)}>
          {t("dismiss")}
        </Button>
      ) : null}
    </AttentionRow>
  );
}

export function OfferRow({ entry }: { entry: WaitlistEntryView }) {
  const t = useTranslations("today");
  const formats = useBranchFormats();
  const names = useDayNames();
  const { offer } = entry;
  if (!offer) return null;
  const when = `${formats.dayShort(offer.startsAt)}, ${formats.time(offer.startsAt)}`;
  const note = [when, names.service(entry.serviceId), t("until", { time: formats.time(offer.expiresAt) })];
  return (
    <AttentionRow tone="accent" badge={t("offer")} title={entry.customer.name} note={note.filter(Boolean).join(" · ")}>
      <Link
        to="/app/waitlist"
        search={onlyBranch}
        className={buttonClass("secondary", "min-h-9 px-3 pointer-coarse:min-h-11")}
      >
        {t("open")}
      </Link>
    </AttentionRow>
  );
}
