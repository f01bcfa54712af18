import { describe, expect, it } from "vitest";
import { holidayRows } from "../../../scripts/holidays.ts";
import { holidayTable } from "../../../src/domain/booking/holiday-table.ts";
import {
  type HolidayRegion,
  holidayOn,
  holidayRegion,
  holidayRegions,
  holidayYears,
  publicHolidays,
} from "../../../src/domain/booking/holidays.ts";
import { weekdayOf } from "../../../src/domain/time.ts";

/** As `MM-DD Name`. */
const listed = (region: HolidayRegion, year: number, language: "de" | "en") =>
  publicHolidays(region, year).map(({ date, name }) => `${date.slice(5)} ${name[language]}`);

const isInOrder = (year: number, dates: string[]) =>
  dates.every((date, n) => date.startsWith(`${year}-`) && date > (dates[n - 1] ?? ""));

const regionsWith = (date: string) => holidayRegions.filter((region) => holidayOn(region, date));

/** Read off the statutes and the lists of gov.uk and opm.gov, not off the package that makes the table. */
describe("public holidays by law", () => {
  it.each<{ region: HolidayRegion; year: number; language: "de" | "en"; holidays: string[] }>([
    {
      region: "DE-BE",
      year: 2026,
      language: "de",
      holidays: [
        "01-01 Neujahr",
        "03-08 Internationaler Frauentag",
        "04-03 Karfreitag",
        "04-06 Ostermontag",
        "05-01 Maifeiertag",
        "05-14 Christi Himmelfahrt",
        "05-25 Pfingstmontag",
        "10-03 Tag der Deutschen Einheit",
        "12-25 1. Weihnachtstag",
        "12-26 2. Weihnachtstag",
      ],
    },
    {
      region: "DE-BY",
      year: 2026,
      language: "de",
      holidays: [
        "01-01 Neujahr",
        "01-06 Heilige Drei Könige",
        "04-03 Karfreitag",
        "04-06 Ostermontag",
        "05-01 Maifeiertag",
        "05-14 Christi Himmelfahrt",
        "05-25 Pfingstmontag",
        "06-04 Fronleichnam",
        "10-03 Tag der Deutschen Einheit",
        "11-01 Allerheiligen",
        "12-25 1. Weihnachtstag",
        "12-26 2. Weihnachtstag",
      ],
    },
    {
      region: "DE-SN",
      year: 2026,
      language: "de",
      holidays: [
        "01-01 Neujahr",
        "04-03 Karfreitag",
        "04-06 Ostermontag",
        "05-01 Maifeiertag",
        "05-14 Christi Himmelfahrt",
        "05-25 Pfingstmontag",
        "10-03 Tag der Deutschen Einheit",
        "10-31 Reformationstag",
        "11-18 Buß- und Bettag",
        "12-25 1. Weihnachtstag",
        "12-26 2. Weihnachtstag",
      ],
    },
    {
      region: "DE-SL",
      year: 2026,
      language: "de",
      holidays: [
        "01-01 Neujahr",
        "04-03 Karfreitag",
        "04-06 Ostermontag",
        "05-01 Maifeiertag",
        "05-14 Christi Himmelfahrt",
        "05-25 Pfingstmontag",
        "06-04 Fronleichnam",
        "08-15 Mariä Himmelfahrt",
        "10-03 Tag der Deutschen Einheit",
        "11-01 Allerheiligen",
        "12-25 1. Weihnachtstag",
        "12-26 2. Weihnachtstag",
      ],
    },
    {
      region: "GB-ENG",
      year: 2026,
      language: "en",
      holidays: [
        "01-01 New Year's Day",
        "04-03 Good Friday",
        "04-06 Easter Monday",
        "05-04 Early May bank holiday",
        "05-25 Spring bank holiday",
        "08-31 Summer bank holiday",
        "12-25 Christmas Day",
        "12-28 Boxing Day (substitute day)",
      ],
    },
    {
      region: "GB-SCT",
      year: 2027,
      language: "en",
      holidays: [
        "01-01 New Year's Day",
        "01-04 January 2nd (substitute day)",
        "03-26 Good Friday",
        "05-03 Early May bank holiday",
        "05-31 Spring bank holiday",
        "08-02 Summer bank holiday",
        "11-30 St Andrew’s Day",
        "12-25 Christmas Day",
        "12-27 Christmas Day (substitute day)",
        "12-28 Boxing Day (substitute day)",
      ],
    },
    {
      region: "US",
      year: 2026,
      language: "en",
      holidays: [
        "01-01 New Year's Day",
        "01-19 Martin Luther King Jr. Day",
        "02-16 Washington's Birthday",
        "05-25 Memorial Day",
        "06-19 Juneteenth",
        "07-03 Independence Day (observed)",
        "07-04 Independence Day",
        "09-07 Labor Day",
        "10-12 Columbus Day",
        "11-11 Veterans Day",
        "11-26 Thanksgiving Day",
        "12-25 Christmas Day",
      ],
    },
  ])("$region in $year", ({ region, year, language, holidays }) => {
    expect(listed(region, year, language)).toEqual(holidays);
  });

  it.each<{ name: string; date: string; regions: string }>([
    { name: "Epiphany", date: "2027-01-06", regions: "DE-BW DE-BY DE-ST" },
    { name: "Women's Day", date: "2027-03-08", regions: "DE-BE DE-MV" },
    { name: "St Patrick's Day", date: "2027-03-17", regions: "GB-NIR" },
    { name: "Easter Sunday", date: "2027-03-28", regions: "DE-BB" },
    { name: "Whit Sunday", date: "2027-05-16", regions: "DE-BB" },
    { name: "Corpus Christi", date: "2027-05-27", regions: "DE-BW DE-BY DE-HE DE-NW DE-RP DE-SL" },
    { name: "Battle of the Boyne", date: "2027-07-12", regions: "GB-NIR" },
    { name: "Assumption", date: "2027-08-15", regions: "DE-SL" },
    { name: "Children's Day", date: "2027-09-20", regions: "DE-TH" },
    {
      name: "Reformation Day",
      date: "2028-10-31",
      regions: "DE-BB DE-HB DE-HH DE-MV DE-NI DE-SH DE-SN DE-ST DE-TH",
    },
    { name: "All Saints' Day", date: "2027-11-01", regions: "DE-BW DE-BY DE-NW DE-RP DE-SL" },
    { name: "Repentance Day", date: "2027-11-17", regions: "DE-SN" },
    { name: "the uprising of 1953, once", date: "2028-06-17", regions: "DE-BE" },
    { name: "the World Cup, once", date: "2026-06-15", regions: "GB-SCT" },
    { name: "New Year's Day observed in the old year", date: "2027-12-31", regions: "US" },
    { name: "Veterans Day observed", date: "2028-11-10", regions: "US" },
    { name: "Carnival Monday, which is none", date: "2027-02-08", regions: "" },
    { name: "Christmas Eve, which is none", date: "2026-12-24", regions: "" },
  ])("$name", ({ date, regions }) => {
    expect(regionsWith(date).join(" ")).toBe(regions);
  });
});

describe("the table", () => {
  it("is what the package says today", { timeout: 60_000 }, () => {
    expect(holidayTable).toEqual(holidayRows());
  });

  it("names known regions only", () => {
    const regions = holidayTable.flatMap((row) => row.regions.split(" "));
    expect(holidayRegion.array().parse([...new Set(regions)].sort())).toEqual(holidayRegions);
  });
});

describe.each(holidayRegions)("%s", (region) => {
  const years = Array.from({ length: holidayYears.last - holidayYears.first + 1 }, (_, n) => holidayYears.first + n);

  it("has between 8 and 20 every year, each on a day of its own, in order", () => {
    const calendars = years.map((year) => ({ year, dates: publicHolidays(region, year).map(({ date }) => date) }));
    const odd = calendars.filter(({ year, dates }) => dates.length < 8 || dates.length > 20 || !isInOrder(year, dates));
    expect(odd).toEqual([]);
  });

  it("names every holiday in both languages", () => {
    const names = years.flatMap((year) => publicHolidays(region, year)).map(({ name }) => name);
    expect(names.filter(({ de, en }) => de.trim() === "" || en.trim() === "" || de === en)).toEqual([]);
  });
});

it("puts no British holiday on a weekend, except Christmas Day itself", () => {
  const dates = [2026, 2027, 2028, 2033].flatMap((year) => publicHolidays("GB-WLS", year)).map(({ date }) => date);
  expect(dates.filter((date) => weekdayOf(date) > 5)).toEqual(["2027-12-25", "2033-12-25"]);
});

describe("holidayOn", () => {
  it("finds the holiday of a date", () => {
    const name = { de: "Tag der Deutschen Einheit", en: "German Unity Day" };
    expect(holidayOn("DE-HH", "2026-10-03")).toEqual({ date: "2026-10-03", name });
  });

  it.each(["2026-10-04", "2023-10-03", "2101-10-03"])("knows none on %s", (date) => {
    expect(holidayOn("DE-HH", date)).toBeNull();
  });
});

it("works a year out once", () => {
  expect(publicHolidays("US", 2030)).toBe(publicHolidays("US", 2030));
});
