import { useState } from "react";
import { useTranslations } from "use-intl";
import { type Answer, ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { EncodingNote } from "../imports/encoding-note.tsx";
import { readTextFile, type TextFile } from "../imports/read-text-file.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { CONTROL } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";
import { ImportMapping, type Mapping } from "./import-mapping.tsx";
import { ImportProgress } from "./import-progress.tsx";
import { headOf, sendParts } from "./send-parts.ts";

type Preview = Answer<"POST /api/v1/lead-imports/preview">;
type Chosen = { file: File; preview: Preview } & TextFile;

/** A file, what its columns mean, a check that stores nothing, then the import. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("leads");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [importId, setImportId] = useState<string | null>(null);
  return (
    <Dialog open wide onClose={onClose} title={t("import.title")} description={t("import.advice")}>
      {importId ? (
        <ImportProgress importId={importId} onClose={onClose} />
      ) : chosen ? (
        <Columns chosen={chosen} onPreview={(preview) => setChosen({ ...chosen, preview })} onSent={setImportId} />
      ) : (
        <FileField onChosen={setChosen} />
      )}
    </Dialog>
  );
}

function FileField({ onChosen }: { onChosen: (chosen: Chosen) => void }) {
  const t = useTranslations("leads");
  const { branch } = useSignedIn();
  const reading = useChange({
    run: async (file: File) => {
      const read = await readTextFile(file);
      const body = { branchId: branch.id, text: headOf(read.text), mapping: {} };
      return { file, ...read, preview: await ask("POST /api/v1/lead-imports/preview", { body }) };
    },
    onDone: onChosen,
  });
  return (
    <div className="flex flex-col gap-3">
      <label className="flex flex-col gap-1.5 text-sm font-medium text-ink-soft">
        {t("import.file")}
        <input
          type="file"
          accept=".csv,text/csv"
          className={`${CONTROL} py-1.5 file:mr-3 file:rounded-md file:border-0 file:bg-hover file:px-3 file:py-1 file:text-sm file:font-medium file:text-ink`}
          onChange={(event) => event.target.files?.[0] && reading.send(event.target.files[0])}
        />
        <span className="text-xs font-normal text-ink-faint">{t("import.fileHint")}</span>
      </label>
      <Refusal error={reading.error} />
    </div>
  );
}

type ColumnsProps = { chosen: Chosen; onPreview: (preview: Preview) => void; onSent: (importId: string) => void };

function Columns({ chosen: { file, text, encoding, preview }, onPreview, onSent }: ColumnsProps) {
  const t = useTranslations("leads");
  const { branch } = useSignedIn();
  const [hasConsent, setConsent] = useState(false);
  const [sent, setSent] = useState(0);
  const looking = useChange({
    run: (mapping: Mapping) =>
      ask("POST /api/v1/lead-imports/preview", { body: { branchId: branch.id, text: headOf(text), mapping } }),
    onDone: onPreview,
  });
  const sending = useChange({
    run: (_file: "go") =>
      sendParts({ branchId: branch.id, name: file.name, text, hasConsent, mapping: preview.mapping }, setSent),
    onDone: onSent,
  });
  return (
    <div className="flex flex-col gap-4">
      <EncodingNote encoding={encoding} />
      <ImportMapping preview={preview} onChange={(mapping) => looking.send(mapping)} />
      <Switch label={t("import.hasConsent")} checked={hasConsent} onToggle={(next: boolean) => setConsent(next)} />
      <Refusal error={looking.error ?? sending.error} />
      <div className="flex items-center gap-3">
        <Button
          variant="primary"
          disabled={sending.isPending || preview.rows.length === 0}
          onClick={() => sending.send("go")}
        >
          {t("import.check")}
        </Button>
        <span role="status" className="text-sm text-ink-faint">
          {sending.isPending ? t("import.sending", { percent: sent }) : ""}
        </span>
      </div>
    </div>
  );
}
