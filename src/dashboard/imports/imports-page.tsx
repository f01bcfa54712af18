import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { servicesQuery, staffQuery } from "../api/catalogue.ts";
import { ask, type Input } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { addDays, localDate } from "../calendar/zoned-time.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { serverNow } from "../live/clock.ts";
import { Button } from "../ui/button.tsx";
import { downloadText } from "../ui/download.ts";
import { CONTROL, Field } from "../ui/field.tsx";
import { Card, Page } from "../ui/page.tsx";
import { Select } from "../ui/select.tsx";
import { useTitle } from "../ui/use-title.ts";
import { FileRefusal, type FileRule } from "./file-refusal.tsx";
import { ImportReport } from "./import-report.tsx";
import { type FileReport, mergeReports } from "./merge-reports.ts";
import { type Encoding, readTextFile } from "./read-text-file.ts";
import { sampleFile } from "./sample-file.ts";
import { splitCsv } from "./split-file.ts";

/** Of a file that goes in one piece. */
const MOST_SIGNS = 200_000;

type Body = Input<"POST /api/v1/branches/{branchId}/imports/preview">["body"];
type Chosen = { body: Body; encoding: Encoding };

export function ImportsPage() {
  return (
    <PageTexts of={["imports"]}>
      <Imports />
    </PageTexts>
  );
}

/** A file, a preview that changes nothing, then the import and what became of it. */
function Imports() {
  const t = useTranslations("imports");
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [shown, setShown] = useState<{ report: FileReport; isDone: boolean } | null>(null);
  const preview = useReading("preview", (report) => setShown({ report, isDone: false }));
  const running = useReading("import", (report) => {
    setShown({ report, isDone: true });
    for (const queryKey of [["calendar"], ["appointments"]]) void client.invalidateQueries({ queryKey });
  });
  useTitle(t("title"));
  return (
    <Page title={t("title")} subtitle={t("subtitle")}>
      {shown && chosen ? (
        <ImportReport
          {...shown}
          encoding={chosen.encoding}
          isPending={running.isPending}
          error={running.error}
          onRun={() => running.send(chosen.body)}
          onBack={() => setShown(null)}
        />
      ) : (
        <FileForm
          isPending={preview.isPending}
          error={preview.error}
          onFile={(file) => {
            setChosen(file);
            preview.send(file.body);
          }}
        />
      )}
    </Page>
  );
}

/** Part after part, for a part must know what the ones before it have taken. */
function useReading(act: "preview" | "import", onDone: (report: FileReport) => void) {
  const { branch } = useSignedIn();
  const params = { branchId: branch.id };
  const read = (body: Body) =>
    act === "preview"
      ? ask("POST /api/v1/branches/{branchId}/imports/preview", { params, body })
      : ask("POST /api/v1/branches/{branchId}/imports", { params, body });
  const run = async (file: Body) => {
    const reports = [];
    for (const part of partsOf(file)) reports.push({ part, report: await read({ ...file, text: part.text }) });
    return mergeReports(reports);
  };
  return useChange({ run, onDone });
}

function partsOf({ format, text }: Body) {
  return (format === "csv" ? splitCsv(text) : null) ?? [{ text, before: 0 }];
}

/** What the server would refuse before it reads a line. */
function refusedUnread({ format, text }: Body): FileRule | null {
  if (text.trim() === "") return "no_rows";
  const isDivided = format === "csv" && splitCsv(text) !== null;
  return isDivided || text.length <= MOST_SIGNS ? null : "too_large";
}

type FileFormProps = { isPending: boolean; error: unknown; onFile: (chosen: Chosen) => void };

function FileForm({ isPending, error, onFile }: FileFormProps) {
  const t = useTranslations("imports");
  const { branch } = useSignedIn();
  const staff = useQuery(staffQuery(branch.id)).data ?? [];
  const [file, setFile] = useState<File | null>(null);
  const [staffId, setStaffId] = useState("");
  const [unread, setUnread] = useState<FileRule | null>(null);
  const read = async (chosen: File) => {
    const format = /\.ics$/i.test(chosen.name) ? "ics" : "csv";
    const { text, encoding } = await readTextFile(chosen);
    const body: Body = { format, text, ...(staffId ? { staffId } : {}) };
    const rule = refusedUnread(body);
    setUnread(rule);
    if (rule === null) onFile({ body, encoding });
  };
  return (
    <Card>
      <div className="flex max-w-120 flex-col gap-4">
        <label className="flex flex-col gap-1.5 text-sm font-medium text-ink-soft">
          {t("file")}
          <input
            type="file"
            accept=".csv,.ics,text/csv,text/calendar"
            className={`${CONTROL} py-1.5 file:mr-3 file:rounded-md file:border-0 file:bg-hover file:px-3 file:py-1 file:text-sm file:font-medium file:text-ink`}
            onChange={(event) => (setFile(event.target.files?.[0] ?? null), setUnread(null))}
          />
          <span className="text-xs font-normal text-ink-faint">{t("fileHint")}</span>
        </label>
        <Field label={t("staff")}>
          <Select
            value={staffId}
            options={[
              { value: "", label: t("ofFile") },
              ...staff.map(({ id, name }) => ({ value: id as string, label: name })),
            ]}
            onChoose={setStaffId}
          />
        </Field>
        <FileRefusal error={error} rule={unread} />
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" disabled={!file || isPending} onClick={() => file && void read(file)}>
            {isPending ? t("reading") : t("preview")}
          </Button>
          <SampleButton staff={staff[0]?.name ?? ""} />
        </div>
      </div>
    </Card>
  );
}

function SampleButton({ staff }: { staff: string }) {
  const t = useTranslations("imports");
  const { branch } = useSignedIn();
  const service = useQuery(servicesQuery(branch.id)).data?.[0]?.name ?? "";
  const today = localDate(serverNow(), branch.timeZone);
  const dates = [addDays(today, 7), addDays(today, 8)];
  const names = ["Erika Mustermann", "Max Mustermann"];
  return (
    <Button onClick={() => downloadText("sample.csv", sampleFile({ service, staff, dates, names }), "text/csv")}>
      <Download aria-hidden className="size-4" /> {t("sample")}
    </Button>
  );
}
