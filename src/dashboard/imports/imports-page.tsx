import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { servicesQuery, staffQuery } from "../api/catalogue.ts";
import { type Answer, ask, type Input } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { addDays, localDate } from "../calendar/zoned-time.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { serverNow } from "../live/clock.ts";
import { Button } from "../ui/button.tsx";
import { downloadText } from "../ui/download.ts";
import { CONTROL, Field } from "../ui/field.tsx";
import { Card, Page } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { notify } from "../ui/toast.ts";
import { useTitle } from "../ui/use-title.ts";
import { ImportReport } from "./import-report.tsx";
import { type Encoding, readTextFile } from "./read-text-file.ts";
import { sampleFile } from "./sample-file.ts";

export type Report = Answer<"POST /api/v1/branches/{branchId}/imports/preview">;
type Body = Input<"POST /api/v1/branches/{branchId}/imports/preview">["body"];
type Chosen = { body: Body; encoding: Encoding };

export function ImportsPage() {
  return (
    <PageTexts of={["imports"]}>
      <Imports />
    </PageTexts>
  );
}

/** A file, a preview that changes nothing, then the import. */
function Imports() {
  const t = useTranslations("imports");
  const { branch } = useSignedIn();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const params = { branchId: branch.id };
  const preview = usePreview();
  const running = useChange({
    run: (file: Body) => ask("POST /api/v1/branches/{branchId}/imports", { params, body: file }),
    onDone: ({ counts }) => {
      notify({ title: t("done", { count: counts.new }) });
      for (const queryKey of [["calendar"], ["appointments"]]) void client.invalidateQueries({ queryKey });
      preview.setReport(null);
      setChosen(null);
    },
  });
  useTitle(t("title"));
  const report = preview.report;
  return (
    <Page title={t("title")} subtitle={t("subtitle")}>
      {report && chosen ? (
        <ImportReport
          report={report}
          encoding={chosen.encoding}
          isPending={running.isPending}
          error={running.error}
          onRun={() => running.send(chosen.body)}
          onBack={() => preview.setReport(null)}
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

function usePreview() {
  const { branch } = useSignedIn();
  const [report, setReport] = useState<Report | null>(null);
  const { send, isPending, error } = useChange({
    run: (body: Body) =>
      ask("POST /api/v1/branches/{branchId}/imports/preview", { params: { branchId: branch.id }, body }),
    onDone: setReport,
  });
  return { report, setReport, send, isPending, error };
}

type FileFormProps = { isPending: boolean; error: unknown; onFile: (chosen: Chosen) => void };

function FileForm({ isPending, error, onFile }: FileFormProps) {
  const t = useTranslations("imports");
  const { branch } = useSignedIn();
  const staff = useQuery(staffQuery(branch.id)).data ?? [];
  const [file, setFile] = useState<File | null>(null);
  const [staffId, setStaffId] = useState("");
  const read = async (chosen: File) => {
    const format = /\.ics$/i.test(chosen.name) ? "ics" : "csv";
    const { text, encoding } = await readTextFile(chosen);
    onFile({ body: { format, text, ...(staffId ? { staffId } : {}) }, encoding });
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
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
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
        <Refusal error={error} />
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" disabled={!file || isPending} onClick={() => file && void read(file)}>
            {t("preview")}
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
