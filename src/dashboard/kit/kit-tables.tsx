import { useState } from "react";
import { Detail, Details } from "../ui/details.tsx";
import { FileButton } from "../ui/file-button.tsx";
import { Card } from "../ui/page.tsx";
import { Pagination } from "../ui/pagination.tsx";
import { StatTile } from "../ui/stat-tile.tsx";
import { type Column, Table } from "../ui/table.tsx";

type Row = { name: string; minutes: number };
const ROWS: Row[] = [
  { name: "Haircut", minutes: 45 },
  { name: "Colour and cut", minutes: 150 },
];
const COLUMNS: Column<Row>[] = [
  { key: "name", label: "Name", cell: ({ name }) => name },
  { key: "minutes", label: "Minutes", align: "end", cell: ({ minutes }) => minutes },
];
const CSV = [
  { label: "Name", text: ({ name }: Row) => name },
  { label: "Minutes", text: ({ minutes }: Row) => minutes },
];

export function KitTables() {
  const [page, setPage] = useState(0);
  return (
    <Card title="Tables and figures" aside={<FileButton name="kit" columns={CSV} rows={ROWS} />} flush>
      <dl className="grid grid-cols-2 gap-3 p-4">
        <StatTile label="Appointments" value={24} note="9 still to come" />
        <StatTile label="Booked value" value="€1,240" />
      </dl>
      <Table caption="An example" columns={COLUMNS} rows={ROWS} rowKey={({ name }) => name} />
      <Pagination page={page} hasNext={page < 2} onPage={setPage} />
      <div className="border-t border-line p-4">
        <Details>
          <Detail label="Key">Value</Detail>
          <Detail label="Another">Another value</Detail>
        </Details>
      </div>
    </Card>
  );
}
