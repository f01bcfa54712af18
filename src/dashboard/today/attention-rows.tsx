import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import type { ConflictView } from "../../contracts/busy.ts";
import type { WaitlistEntryView } from "../../contracts/waitlist.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import type { SettleAction } from "../calendar/settling.ts";
import { useSettling } from "../calendar/use-settling.ts";
import { useDayNames } from "../live/day-names.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { notify } from "../ui/toast.ts";

type RowProps = { tone: Tone; badge: string; title: ReactNode; note: string; error?: unknown; children: ReactNode };

/** A line of what needs attention: what it is, about whom, and what can be done. */
export function AttentionRow({ tone, badge, title, note, error, children }: RowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-base font-semibold">
          <Badge tone={tone}>{badge}</Badge> <span className="min-w-0 wrap-anywhere">{title}</span>
        </p>
        <p className="mt-0.5 text-sm text-ink-faint tabular-nums">{note}</p>
      </div>
      <div className="flex flex-wrap gap-2">{children}</div>
      {error ? (
        <div className="basis-full">
          <Refusal error={error} />
        </div>
      ) : null}
    </li>
  );
}

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
  const settling = useSettling(appointment.id, (settled) => {
    notify({ title: t(settledText(settled.status), { name: settled.customer.name }) });
    void client.invalidateQueries({ queryKey: ["appointments"] });
  });
  const { startsAt, serviceId, staffId } = appointment;
  const parts = [
    `${formats.dayShort(startsAt)}, ${formats.time(startsAt)}`,
    names.service(serviceId),
    names.staff(staffId),
  ];
  const answer = (action: SettleAction) => settling.settle(action);
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
  const client = useQueryClient();
  const { branch } = useSignedIn();
  const [, patch] = useLiveSearch();
  const dismissing = useChange({
    run: (conflictId: string) =>
      ask("POST /api/v1/branches/{branchId}/conflicts/{conflictId}/dismiss", {
        params: { branchId: branch.id, conflictId },
        body: {},
      }),
    onDone: () => void client.invalidateQueries({ queryKey: ["appointments"] }),
  });
  const when = `${formats.dayShort(conflict.startsAt)}, ${formats.timeRange(conflict.startsAt, conflict.endsAt)}`;
  return (
    <AttentionRow tone="bad" badge={t("conflict")} title={t("conflictText")} note={when} error={dismissing.error}>
      <Button variant="primary" onClick={() => patch({ appointment: conflict.appointmentId })}>
        {t("open")}
      </Button>
      <Button disabled={dismissing.isPending} onClick={() => dismissing.send(conflict.id)}>
        {t("dismiss")}
      </Button>
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
      {null}
    </AttentionRow>
  );
}
