import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { type CsvColumn, downloadCsv } from "./csv.ts";

type FileButtonProps<Row> = { name: string; columns: CsvColumn<Row>[]; rows: Row[] };

/** Rows that are all here, as a file. A list that has pages comes from the server: `ExportLink`. */
export function FileButton<Row>({ name, columns, rows }: FileButtonProps<Row>) {
  const common = useTranslations("common");
  return (
    <Button onClick={() => downloadCsv(name, columns, rows)}>
      <Download aria-hidden className="size-4" /> {common("csv")}
    </Button>
  );
}
