import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import type { ComponentProps } from "react";
import { useTranslations } from "use-intl";
import type { LeadEventView } from "../../contracts/leads.ts";
import { sequencesQuery } from "../api/leads.ts";
import { teamQuery } from "../api/team.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { type Asked, Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Pagination } from "../ui/pagination.tsx";
import type { useCursors } from "../ui/rows.tsx";

type TimelineProps = {
  file: ComponentProps<typeof ExportLink>["path"];
  query: Asked<{ items: LeadEventView[]; nextCursor: string | null }>;
  cursors: ReturnType<typeof useCursors>;
};

/** What became of somebody, newest first: what they asked, who did what, and what went out by itself. */
export function Timeline({ file, query, cursors }: TimelineProps) {
  const t = useTranslations("leads");
  const next = query.data?.nextCursor;
  return (
    <Card title={t("history")} aside={<ExportLink path={file} of={t("history")} />} flush>
      <Loaded query={query} rows={4}>
        {({ items }) =>
          items.length > 0 ? (
            <ol className="divide-y divide-line">
              {items.map((event) => (
                <Entry key={event.id} event={event} />
              ))}
            </ol>
          ) : (
            <EmptyState icon={History} title={t("noHistory")} />
          )
        }
      </Loaded>
      <Pagination page={cursors.page} hasNext={next != null} onPage={(page) => cursors.turn(page, next)} />
    </Card>
  );
}

function Entry({ event }: { event: LeadEventView }) {
  const formats = useBranchFormats();
  const [text, actor] = [useEventText()(event), useActorName()(event.actor)];
  return (
    <li className="px-4 py-3">
      <p className="text-sm font-medium wrap-anywhere">{text}</p>
      {event.words ? (
        <p className="mt-0.5 text-sm wrap-anywhere whitespace-pre-wrap text-ink-soft">{event.words}</p>
      ) : null}
      <p className="mt-0.5 text-xs text-ink-faint">{[formats.dateTime(event.at), actor].filter(Boolean).join(" · ")}</p>
    </li>
  );
}

function useEventText(): (event: LeadEventView) => string {
  const t = useTranslations("leads");
  const { permissions } = useSignedIn().me;
  const sequences = useQuery({ ...sequencesQuery, enabled: permissions.includes("sequences:read") }).data ?? [];
  const nameOf = (id: unknown) => sequences.find((each) => each.id === id)?.name ?? t("aSequence");
  const known = (key: string) => t.has(key as never);
  const code = (group: "reasons" | "stepChannels" | "outcomes" | "sources", value: unknown) => {
    const key = `${group}.${String(value)}`;
    return known(key) ? t(key as never) : String(value ?? "–");
  };
  return ({ type, facts }) => {
    const after = (facts["after"] as { status?: string } | undefined)?.status;
    switch (type) {
      case "created":
      case "asked_again":
        return t(`events.${type}`, { source: code("sources", facts["source"]) });
      case "changed":
        return after ? t("events.moved", { status: t(`statuses.${after}` as never) }) : t("events.changed");
      case "contacted":
        return t("events.contacted", { by: code("stepChannels", facts["by"]) });
      case "contact_failed":
        return t("events.contact_failed", { reason: code("reasons", facts["reason"]) });
      case "enrolled":
        return t("events.enrolled", { sequence: nameOf(facts["sequenceId"]) });
      case "enrolment_ended":
        return t("events.enrolment_ended", {
          sequence: nameOf(facts["sequenceId"]),
          reason: code("reasons", facts["reason"]),
        });
      case "step_done": {
        const step = Number(facts["position"]) + 1;
        const what = facts["reason"] ? code("reasons", facts["reason"]) : code("outcomes", facts["outcome"]);
        const channel = code("stepChannels", facts["channel"]);
        return t("events.step_done", { sequence: nameOf(facts["sequenceId"]), step, channel, what });
      }
      default:
        return t(`events.${type}`);
    }
  };
}

function useActorName(): (actor: string) => string | null {
  const t = useTranslations("leads");
  const { user, permissions } = useSignedIn().me;
  const team = useQuery({ ...teamQuery, enabled: permissions.includes("team:read") }).data ?? [];
  return (actor) => {
    if (actor === "web" || actor === "system") return t(`actors.${actor}`);
    if (actor === user.id) return user.name;
    return team.find(({ id }) => id === actor)?.name ?? null;
  };
}
