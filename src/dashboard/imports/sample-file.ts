import { toCsv } from "../ui/csv.ts";

type Sample = { service: string; staff: string; dates: readonly string[]; names: readonly string[] };

/** Two appointments as they could be imported here: a preview of them shows what each column is for. */
export function sampleFile({ service, staff, dates, names }: Sample): string {
  const rows = dates.map((date, index) => ({ date, time: index === 0 ? "10:00" : "11:30", name: names[index] ?? "" }));
  return toCsv(
    [
      { label: "date", text: ({ date }) => date },
      { label: "time", text: ({ time }) => time },
      { label: "service", text: () => service },
      { label: "staff", text: () => staff },
      { label: "name", text: ({ name }) => name },
      { label: "phone", text: () => "+49 30 23125000" },
      { label: "notes", text: () => "" },
    ],
    rows,
  );
}
