import { useTranslations } from "use-intl";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useReasonText } from "../booking/refusal-text.ts";
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
import type { Report } from "./imports-page.tsx";
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
  report: Report;
  /** In which the file was read. */
  encoding: Encoding;
  isPending: boolean;
  error: unknown;
  onRun: () => void;
  onBack: () => void;
};

/** What would become of each line. */
export function ImportReport({ report, encoding, isPending, error, onRun, onBack }: ImportReportProps) {
  const t = useTranslations("imports");
  const { counts } = report;
  return (
    <div className="flex flex-col gap-5">
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <StatTile label={t("new")} value={counts.new} />
        <StatTile label={t("known")} value={counts.known} />
        <StatTile label={t("refused")} value={counts.refused} />
        <StatTile label={t("problems")} value={counts.problems} />
      </dl>
      <EncodingNote encoding={encoding} />
      <Refusal error={error} />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" disabled={counts.new === 0 || isPending} onClick={onRun}>
          {t("run", { count: counts.new })}
        </Button>
        <Button onClick={onBack}>{t("startAgain")}</Button>
      </div>
      {report.problems.length > 0 ? (
        <Card
          title={t("problemRows")}
          aside={<FileButton name="problems" columns={PROBLEM_CELLS} rows={report.problems} />}
          flush
        >
          <Problems problems={report.problems} />
        </Card>
      ) : null}
      {report.rows.length > 0 ? (
        <Card title={t("rows")} aside={<FileButton name="rows" columns={ROW_CELLS} rows={report.rows} />} flush>
          <Rows rows={report.rows} />
        </Card>
      ) : null}
    </div>
  );
}

function Rows({ rows }: { rows: ReportRow[] }) {
  const t = useTranslations("imports");
  const columns = useRowColumns();
  return (
    <Table caption={t("rows")} columns={columns} rows={rows} rowKey={({ line, startsAt }) => `${line} ${startsAt}`} />
  );
}

function useRowColumns(): Column<ReportRow>[] {
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
          <Badge tone={TONES[outcome]}>{t(outcome)}</Badge>
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
    { key: "line", label: t("line"), align: "end", cell: ({ line }) => line },
    { key: "field", label: t("field"), cell: ({ field }) => text.field(field) },
    { key: "rule", label: t("rule"), cell: ({ rule }) => text.rule(rule) },
  ];
}
