import { useTranslations } from "use-intl";
import type { Answer } from "../api/client.ts";
import { Badge } from "../ui/badge.tsx";
import { usePhoneFormat } from "../ui/phone.tsx";
import { Select } from "../ui/select.tsx";
import { type Column, Table } from "../ui/table.tsx";

type Preview = Answer<"POST /api/v1/lead-imports/preview">;
export type Mapping = Preview["mapping"];
type Row = Preview["rows"][number];

const FIELDS = ["name", "firstName", "lastName", "phone", "mobile", "email", "request", "consent"] as const;
const CONTACTS = ["phone", "mobile", "email"] as const;
const NOTHING = "nothing";
type Choice = (typeof FIELDS)[number] | typeof NOTHING;

/** What each column tells, guessed and to be corrected, above the first rows as they would be read. */
export function ImportMapping({ preview, onChange }: { preview: Preview; onChange: (mapping: Mapping) => void }) {
  const t = useTranslations("leads");
  const columns = useColumns();
  const options = [NOTHING, ...FIELDS].map((value) => ({
    value: value as Choice,
    label: t(`fields.${value as Choice}`),
  }));
  const chosen = Object.values(preview.mapping);
  return (
    <>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-medium text-ink-soft">{t("import.columns")}</legend>
        {preview.headers.slice(0, 40).map((header) => (
          <div key={header} className="grid grid-cols-2 items-center gap-3 text-sm">
            <span className="wrap-anywhere">{header}</span>
            <Select<Choice>
              label={t("import.columnOf", { header })}
              value={preview.mapping[header.trim()] ?? NOTHING}
              options={options}
              onChoose={(field) => onChange({ ...preview.mapping, [header.trim()]: field === NOTHING ? null : field })}
            />
          </div>
        ))}
      </fieldset>
      {preview.rows.length > 0 ? (
        <div className="rounded-md border border-line">
          <Table
            caption={t("import.firstRows")}
            columns={columns}
            rows={preview.rows.slice(0, 5)}
            rowKey={({ line }) => String(line)}
          />
        </div>
      ) : (
        <p role="status" className="text-sm font-medium text-warn">
          {t(CONTACTS.some((field) => chosen.includes(field)) ? "import.noRows" : "import.needsContact")}
        </p>
      )}
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useTranslations("leads");
  const format = usePhoneFormat();
  return [
    { key: "line", label: t("import.line"), align: "end", cell: ({ line }) => line },
    { key: "name", label: t("name"), cell: ({ name }) => <span className="wrap-anywhere">{name}</span> },
    {
      key: "contact",
      label: t("import.contact"),
      cell: ({ phone, email, problem }) =>
        problem ? (
          <Badge tone="bad">{t(`problems.${problem}`)}</Badge>
        ) : (
          <span className="wrap-anywhere tabular-nums">
            {[phone && format(phone), email].filter(Boolean).join(" · ")}
          </span>
        ),
    },
  ];
}
