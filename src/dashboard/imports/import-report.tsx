import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { useReasonText } from "../booking/refusal-text.ts";
import { localDate } from "../calendar/zoned-time.ts";
import { useDayNames } from "../live/day-names.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import type { CsvColumn } from "../ui/csv.ts";
import { FileButton } from "../ui/file-button.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { StatTile } from "../ui/stat-tile.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { EncodingNote } from "./encoding-note.tsx";
import { type FileReport, MAX_LISTED, type Report } from "./merge-reports.ts";
import type { Encoding } from "./read-text-file.ts";
import { useProblemText } from "./use-problem-text.ts";

type ReportRow = Report["rows"][number];
type Problem = Report["problems"][number];
const PROBLEM_CELLS: CsvColumn<Problem>[] = [
  { label: "line", text: ({ line }) => line },
  { label: "field", text: ({ field }) => field },
  { label: "rule", text: ({ rule }) => rule },
];
const ROW_CELLS: CsvColumn<ReportRow>[] = [
  { label: "line", text: ({ line }) => line },
  { label: "startsAt", text: ({ startsAt }) => startsAt },
  { label: "customer.name", text: ({ customer }) => customer.name },
  { label: "serviceId", text: ({ serviceId }) => serviceId },
  { label: "staffId", text: ({ staffId }) => staffId },
  { label: "outcome", text: ({ outcome }) => outcome },
  { label: "reason", text: ({ reason }) => reason },
];
const TONES = { new: "good", known: "neutral", refused: "bad" } as const;

type ImportReportProps = {
  report: FileReport;
  /** In which the file was read. */
  encoding: Encoding;
  /** What became of each line, not what would become of it. */
  isDone: boolean;
  isPending: boolean;
  error: unknown;
  onRun: () => void;
  onBack: () => void;
};

/** What would become of each line, or what has. */
export function ImportReport({ report, encoding, isDone, isPending, error, onRun, onBack }: ImportReportProps) {
  const t = useTranslations("imports");
  const { counts, rows, problems } = report;
  const lacksStaff = problems.some(({ field, rule }) => field === "staff" && rule === "missing");
  return (
    <div className="flex flex-col gap-5">
      {isDone ? <Done report={report} /> : null}
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <StatTile label={t(isDone ? "imported" : "new")} value={counts.new} />
        <StatTile label={t("known")} value={counts.known} />
        <StatTile label={t("refused")} value={counts.refused} />
        <StatTile label={t("problems")} value={counts.problems} />
      </dl>
      <EncodingNote encoding={encoding} />
      {lacksStaff ? <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">{t("nobodys")}</p> : null}
      {report.isInParts && !isDone ? (
        <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">{t("inParts")}</p>
      ) : null}
      <Refusal error={error} />
      <div className="flex flex-wrap gap-2">
        {isDone ? null : (
          <Button variant="primary" disabled={counts.new === 0 || isPending} onClick={onRun}>
            {isPending ? t("reading") : t("run", { count: counts.new })}
          </Button>
        )}
        <Button onClick={onBack}>{t("startAgain")}</Button>
      </div>
      {problems.length > 0 ? (
        <Card
          title={t("problemRows")}
          aside={<FileButton name="problems" columns={PROBLEM_CELLS} rows={problems} />}
          flush
        >
          <Problems problems={problems} />
        </Card>
      ) : null}
      {rows.length > 0 ? (
        <Card title={t("rows")} aside={<FileButton name="rows" columns={ROW_CELLS} rows={rows} />} flush>
          <Rows rows={rows} isDone={isDone} />
          {rows.length === MAX_LISTED ? (
            <p className="border-t border-line px-4 py-3 text-sm text-ink-faint">
              {t("listed", { count: MAX_LISTED })}
            </p>
          ) : null}
        </Card>
      ) : null}
    </div>
  );
}

/** How it ended, and where what came in is to be seen. */
function Done({ report: { counts, rows } }: { report: Report }) {
  const t = useTranslations("imports");
  const { branch } = useSignedIn();
  const first = rows.filter(({ outcome }) => outcome === "new").map(({ startsAt }) => Date.parse(startsAt));
  const date = first.length > 0 ? localDate(Math.min(...first), branch.timeZone) : undefined;
  return (
    <section role="status" className="flex flex-col items-start gap-1 rounded-md bg-good-soft px-4 py-3 text-sm">
      <p className="font-semibold text-good">{t("doneTitle", { count: counts.new })}</p>
      {counts.refused + counts.problems > 0 ? <p>{t("doneAdvice")}</p> : null}
      {date ? (
        <Link
          to="/app/calendar"
          search={{ branch: branch.id, date }}
          className="inline-flex min-h-6 items-center font-medium text-accent underline underline-offset-3"
        >
          {t("toCalendar")}
        </Link>
      ) : null}
    </section>
  );
}

function Rows({ rows, isDone }: { rows: ReportRow[]; isDone: boolean }) {
  const t = useTranslations("imports");
  const columns = useRowColumns(isDone);
  return (
    <Table caption={t("rows")} columns={columns} rows={rows} rowKey={({ line, startsAt }) => `${line} ${startsAt}`} />
  );
}

function useRowColumns(isDone: boolean): Column<ReportRow>[] {
  const t = useTranslations("imports");
  const calendar = useTranslations("calendar");
  const formats = useBranchFormats();
  const names = useDayNames();
  const reason = useReasonText();
  return [
    { key: "line", label: t("line"), align: "end", cell: ({ line }) => line },
    {
      key: "when",
      label: calendar("when"),
      cell: ({ startsAt }) => <span className="whitespace-nowrap tabular-nums">{formats.dateTime(startsAt)}</span>,
    },
    { key: "customer", label: calendar("customer"), cell: ({ customer }) => customer.name },
    {
      key: "service",
      label: t("what"),
      wide: true,
      cell: ({ serviceId, staffId }) => `${names.service(serviceId) ?? "–"} · ${names.staff(staffId) ?? "–"}`,
    },
    {
      key: "outcome",
      label: t("outcome"),
      cell: ({ outcome, reason: code }) => (
        <>
          <Badge tone={TONES[outcome]}>{t(isDone && outcome === "new" ? "imported" : outcome)}</Badge>
          {code ? <span className="mt-1 block text-xs text-ink-faint">{reason(code, code)}</span> : null}
        </>
      ),
    },
  ];
}

function Problems({ problems }: { problems: Problem[] }) {
  const t = useTranslations("imports");
  const columns = useProblemColumns();
  return (
    <Table
      caption={t("problemRows")}
      columns={columns}
      rows={problems}
      rowKey={({ line, field, rule }) => `${line} ${field} ${rule}`}
    />
  );
}

function useProblemColumns(): Column<Problem>[] {
  const t = useTranslations("imports");
  const text = useProblemText();
  return [
    { key: "line", label: t("line"), cell: ({ line }) => line },
    { key: "field", label: t("field"), cell: ({ field }) => text.field(field) },
    { key: "rule", label: t("rule"), cell: ({ rule }) => text.rule(rule) },
  ];
}
