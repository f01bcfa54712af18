import * as z from "zod";
import type { LocalDate } from "../time.ts";
import { holidayTable } from "./holiday-table.ts";

/** ISO 3166-2. `US` stands for the federal holidays: states differ on whom theirs bind, and few businesses close. */
export const holidayRegions = [
  "DE-BB",
  "DE-BE",
  "DE-BW",
  "DE-BY",
  "DE-HB",
  "DE-HE",
  "DE-HH",
  "DE-MV",
  "DE-NI",
  "DE-NW",
  "DE-RP",
  "DE-SH",
  "DE-SL",
  "DE-SN",
  "DE-ST",
  "DE-TH",
  "GB-ENG",
  "GB-NIR",
  "GB-SCT",
  "GB-WLS",
  "US",
] as const;

export const holidayRegion = z.enum(holidayRegions);
export type HolidayRegion = z.infer<typeof holidayRegion>;

export type Holiday = { date: LocalDate; name: { de: string; en: string } };

/** The years that the table covers; of others no holiday is known. */
export const holidayYears = { first: 2024, last: 2100 };

// Cannot outgrow regions times years.
const known = new Map<string, readonly Holiday[]>();

/** Statutory public holidays, those of the whole region only, sorted by date. */
export function publicHolidays(region: HolidayRegion, year: number): readonly Holiday[] {
  const isCovered = year >= holidayYears.first && year <= holidayYears.last;
  if (!isCovered) return [];
  const key = `${region} ${year}`;
  const holidays = known.get(key) ?? readTable(region, year);
  known.set(key, holidays);
  return holidays;
}

export function holidayOn(region: HolidayRegion, date: LocalDate): Holiday | null {
  const ofTheYear = publicHolidays(region, Number(date.slice(0, 4)));
  return ofTheYear.find((holiday) => holiday.date === date) ?? null;
}

function readTable(region: HolidayRegion, year: number): Holiday[] {
  return holidayTable
    .filter((row) => row.regions.split(" ").includes(region))
    .flatMap(({ dates, de, en }) => datesIn(year, dates).map((date) => ({ date, name: { de, en } })))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** `dates` is one `MM-DD` that holds every year, or a list of full dates. */
function datesIn(year: number, dates: string): LocalDate[] {
  if (dates.length === "MM-DD".length) return [`${year}-${dates}`];
  return dates.split(" ").filter((date) => date.startsWith(`${year}-`));
}
