import { useQueryClient } from "@tanstack/react-query";
import { type ChangeEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { CallFileReport, ImportedRow } from "../../contracts/call-import.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { EncodingNote } from "../imports/encoding-note.tsx";
import { type Encoding, readTextFile } from "../imports/read-text-file.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { type Column, Table } from "../ui/table.tsx";

const TONES: Record<ImportedRow["outcome"], Tone> = { new: "good", known: "neutral", unplaced: "warn", invalid: "bad" };
const SHOWN = 50;
type CallFile = { format: "csv" | "json"; text: string };

/** Calls from a CSV or JSON file: first what would become of each line, then the same for good. */
export function CallFileForm({ connectionId }: { connectionId: string }) {
  const t = useTranslations("callImport");
  const client = useQueryClient();
  const [file, setFile] = useState<CallFile | null>(null);
  const [encoding, setEncoding] = useState<Encoding>("UTF-8");
  const [report, setReport] = useState<CallFileReport | null>(null);
  const sending = useChange({
    run: (body: CallFile & { dryRun: boolean }) =>
      ask("POST /api/v1/connections/{connectionId}/import-call-file", { params: { connectionId }, body }),
    onDone: (answer) => {
      setReport(answer);
      if (!answer.dryRun) void client.invalidateQueries({ queryKey: ["calls"] });
    },
    onRefused: () => setReport(null),
  });
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.target.files?.[0];
    if (!chosen) return;
    const { text, encoding } = await readTextFile(chosen);
    const read = { format: /\.json$/i.test(chosen.name) ? "json" : "csv", text } as const;
    setEncoding(encoding);
    setFile(read);
    sending.send({ ...read, dryRun: true });
  };
  const taken = report?.rows.filter(({ outcome }) => outcome !== "invalid").length ?? 0;
  return (
    <div className="flex flex-col gap-4">
      <Field label={t("file")} hint={t("fileHint")}>
        <TextInput
          type="file"
          accept=".csv,.json,text/csv,application/json"
          className="py-1.5"
          onChange={(event) => void choose(event)}
        />
      </Field>
      {report ? <EncodingNote encoding={encoding} /> : null}
      {report ? <Report report={report} /> : null}
      <Refusal error={sending.error} />
      <div className="flex justify-end">
        <Button
          variant="primary"
          disabled={!file || !report?.dryRun || taken === 0 || sending.isPending}
          onClick={() => file && sending.send({ ...file, dryRun: false })}
        >
          {t("takeCount", { count: taken })}
        </Button>
      </div>
    </div>
  );
}

function Report({ report }: { report: CallFileReport }) {
  const t = useTranslations("callImport");
  const columns = useReportColumns();
  return (
    <div className="flex flex-col gap-2">
      <p role="status" className="text-sm text-ink-soft">
        {t(report.dryRun ? "preview" : "taken", { count: report.rows.length })}
        {report.left > 0 ? ` ${t("left", { count: report.left })}` : ""}
      </p>
      <Table
        caption={t("report")}
        columns={columns}
        rows={report.rows.slice(0, SHOWN)}
        rowKey={({ row }) => String(row)}
      />
    </div>
  );
}

function useReportColumns(): Column<ImportedRow>[] {
  const t = useTranslations("callImport");
  return [
    { key: "row", label: t("row"), align: "end", cell: ({ row }) => row },
    {
      key: "call",
      label: t("call"),
      cell: ({ providerCallId }) => <span className="wrap-anywhere">{providerCallId || "–"}</span>,
    },
    {
      key: "outcome",
      label: t("outcome"),
      cell: ({ outcome, errors }) => (
        <>
          <Badge tone={TONES[outcome]}>{t(`outcomes.${outcome}`)}</Badge>
          {errors.map(({ field, rule }) => (
            <span key={field} className="mt-0.5 block text-xs text-ink-faint">
              {field} {rule}
            </span>
          ))}
        </>
      ),
    },
  ];
}
