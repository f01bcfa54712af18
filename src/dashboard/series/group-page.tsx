import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { CalendarClock } from "lucide-react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { groupQuery } from "../api/groups.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { useCsvColumns } from "../calendar/list-actions.tsx";
import { STATUS_TONES } from "../calendar/statuses.ts";
import { BackLink } from "../catalogue/back-link.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { useNow } from "../live/clock.ts";
import { useDayNames } from "../live/day-names.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Badge } from "../ui/badge.tsx";
import { FileButton } from "../ui/file-button.tsx";
import { Card, Page } from "../ui/page.tsx";
import { Rows } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { useTitle } from "../ui/use-title.ts";
import { GroupActions } from "./group-actions.tsx";

/** One series or package: its appointments, and what can be done to one, to those that follow, or to all. */
export function GroupPage() {
  return (
    <PageTexts of={["series"]}>
      <GroupContent />
    </PageTexts>
  );
}

function GroupContent() {
  const t = useTranslations("series");
  const { me } = useSignedIn();
  const { seriesId } = useParams({ from: "/app/series/$seriesId" });
  const query = useQuery(groupQuery(seriesId));
  const [first] = query.data ?? [];
  const now = useNow(60_000);
  const standing = (query.data ?? []).filter((each) => isStanding(each, now));
  const mayWrite = me.permissions.includes("appointments:write");
  const columns = useColumns(mayWrite ? seriesId : null, standing);
  const csv = useCsvColumns();
  const title = first ? t(`of.${first.group?.kind ?? "series"}`, { name: first.customer.name }) : t("one");
  useTitle(title);
  return (
    <Page
      title={title}
      subtitle={<BackLink to="/app/series" label={t("title")} />}
      actions={
        mayWrite && standing[0] ? (
          <GroupActions seriesId={seriesId} appointment={standing[0]} scopes={["all"]} standing={standing} />
        ) : null
      }
    >
      <Card
        title={t("dates")}
        aside={query.data ? <FileButton name="series" columns={csv} rows={query.data} /> : null}
        flush
      >
        <Rows
          caption={t("dates")}
          query={query}
          columns={columns}
          rowKey={({ id }) => id}
          empty={{ icon: CalendarClock, title: t("nothing"), advice: t("nothingAdvice") }}
        />
      </Card>
    </Page>
  );
}

function isStanding({ startsAt, status }: AppointmentView, now: number): boolean {
  return Date.parse(startsAt) > now && (status === "confirmed" || status === "pending");
}

/** `seriesId`: null for those who may only look. */
function useColumns(seriesId: string | null, standing: readonly AppointmentView[]): Column<AppointmentView>[] {
  const t = useTranslations("series");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const names = useDayNames();
  const [, patch] = useLiveSearch();
  return [
    {
      key: "when",
      label: t("when"),
      cell: ({ id, startsAt, serviceId, status }) => (
        <>
          <button
            type="button"
            onClick={() => patch({ appointment: id })}
            className="min-h-6 text-left font-semibold text-accent tabular-nums underline-offset-3 hover:underline"
          >
            {formats.weekday(startsAt)} {formats.dateTime(startsAt)}
          </button>
          <span className="block text-xs text-ink-faint">{names.service(serviceId)}</span>
          <span className="mt-1 block md:hidden">
            <Status status={status} />
          </span>
        </>
      ),
    },
    { key: "with", label: t("with"), wide: true, cell: ({ staffId }) => names.staff(staffId) ?? "–" },
    {
      key: "status",
      label: t("status"),
      wide: true,
      cell: ({ status }) => <Status status={status} />,
    },
    {
      key: "actions",
      label: common("actions"),
      align: "end",
      cell: (appointment) =>
        seriesId && standing.includes(appointment) ? (
          <GroupActions
            seriesId={seriesId}
            appointment={appointment}
            scopes={["one", "following"]}
            standing={standing}
          />
        ) : null,
    },
  ];
}

function Status({ status }: Pick<AppointmentView, "status">) {
  const t = useTranslations("calendar.statuses");
  return <Badge tone={STATUS_TONES[status]}>{t(status)}</Badge>;
}
