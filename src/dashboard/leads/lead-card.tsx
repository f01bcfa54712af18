import { Link } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight, ListTodo, Timer } from "lucide-react";
import { useTranslations } from "use-intl";
import type { LeadView } from "../../contracts/leads.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { IconButton } from "../ui/button.tsx";
import { PhoneNumber } from "../ui/phone.tsx";
import { LEAD_STATUSES, type LeadStatus } from "./lead-tones.ts";

type LeadCardProps = {
  lead: LeadView;
  onMove: (lead: LeadView, to: LeadStatus) => void;
  onDrag: (lead: LeadView | null) => void;
};

export function LeadCard({ lead, onMove, onDrag }: LeadCardProps) {
  const { permissions } = useSignedIn().me;
  const formats = useBranchFormats();
  const t = useTranslations("leads");
  const mayMove = permissions.includes("leads:write");
  const { id, name, phone, email, request, todo, createdAt } = lead;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the buttons on it do the same
    <li
      draggable={mayMove}
      onDragStart={() => onDrag(lead)}
      onDragEnd={() => onDrag(null)}
      className="rounded-md border border-line bg-raised p-3 shadow-card"
    >
      <Link
        to="/app/leads/$leadId"
        params={{ leadId: id }}
        search={onlyBranch}
        className="inline-block min-h-6 text-sm font-semibold wrap-anywhere underline-offset-3 hover:underline"
      >
        {name}
      </Link>
      <p className="text-xs wrap-anywhere text-ink-faint tabular-nums">
        {phone ? <PhoneNumber phone={phone} /> : email}
      </p>
      {request ? <p className="mt-1.5 line-clamp-2 text-sm wrap-anywhere text-ink-soft">{request}</p> : null}
      {todo ? (
        <p className="mt-1.5 flex items-start gap-1.5 text-xs font-medium wrap-anywhere text-warn">
          <ListTodo aria-hidden className="mt-0.5 size-3.5 shrink-0" /> {todo}
        </p>
      ) : null}
      <div className="mt-2 flex items-center justify-between gap-2 text-2xs text-ink-faint">
        <span className="min-w-0">
          <span className="whitespace-nowrap">{formats.date(createdAt)}</span>
          <ContactTime lead={lead} />
        </span>
        {mayMove ? <Moves lead={lead} onMove={onMove} label={t("move", { name })} /> : null}
      </div>
    </li>
  );
}

/** How long they waited for an answer, or why they still wait. */
export function ContactTime({ lead }: { lead: LeadView }) {
  const t = useTranslations("leads");
  const { contactSeconds, contactState } = lead;
  if (contactSeconds === null && contactState === null) return null;
  return (
    <span className="flex items-center gap-1 whitespace-nowrap">
      <Timer aria-hidden className="size-3" />
      {contactSeconds === null ? t(`contactStates.${contactState ?? "due"}`) : t("after", waitOf(contactSeconds))}
    </span>
  );
}

/** In the largest unit that leaves a number one can grasp. */
export function waitOf(seconds: number): { count: number; unit: "seconds" | "minutes" | "hours" | "days" } {
  if (seconds < 120) return { count: seconds, unit: "seconds" };
  if (seconds < 7_200) return { count: Math.round(seconds / 60), unit: "minutes" };
  if (seconds < 172_800) return { count: Math.round(seconds / 3_600), unit: "hours" };
  return { count: Math.round(seconds / 86_400), unit: "days" };
}

function Moves({ lead, onMove, label }: Pick<LeadCardProps, "lead" | "onMove"> & { label: string }) {
  const t = useTranslations("leads");
  const place = LEAD_STATUSES.indexOf(lead.status);
  const [before, after] = [LEAD_STATUSES[place - 1], LEAD_STATUSES[place + 1]];
  const name = (to: LeadStatus) => `${label}: ${t(`statuses.${to}`)}`;
  return (
    <span className="flex shrink-0" role="group" aria-label={label}>
      {before ? (
        <IconButton small label={name(before)} onClick={() => onMove(lead, before)}>
          <ChevronLeft aria-hidden className="size-4" />
        </IconButton>
      ) : null}
      {after ? (
        <IconButton small label={name(after)} onClick={() => onMove(lead, after)}>
          <ChevronRight aria-hidden className="size-4" />
        </IconButton>
      ) : null}
    </span>
  );
}
