import { setTimeout as wait } from "node:timers/promises";
import type { APIRequestContext, BrowserContext } from "playwright-core";
import { addDays, datesBetween, type LocalDate } from "../../src/domain/time.ts";
import type { DemoFile } from "../demo-file.ts";

/** A business whose month holds `APPOINTMENTS`. */
export type Crowd = { branchId: string; serviceId: string; dates: LocalDate[] };

export const APPOINTMENTS = 10_000;
const STAFF = 30;
/** Of one file that the import takes. */
const ROWS_A_FILE = 2_500;
const [FROM_MINUTE, TO_MINUTE, LASTS_MINUTES] = [9 * 60, 18 * 60, 30];
const MAPPING = { date: "date", time: "time", service: "service", staff: "staff", name: "name" };

/** Hires, and imports a month of appointments, as somebody who is signed in. */
export async function crowdTheMonth(context: BrowserContext, demo: DemoFile): Promise<Crowd> {
  const { branchId, baseUrl } = demo;
  const post = async <T>(path: string, data: object) => sent<T>(context.request, baseUrl, path, data);
  const names = Array.from({ length: STAFF }, (_, index) => `Crowd ${index + 1}`);
  const staffIds: string[] = [];
  for (const name of names) staffIds.push((await post<{ id: string }>("/staff", { branchId, name })).id);
  const price = { priceMinor: 3_000, currency: "EUR" };
  const terms = { durationMinutes: LASTS_MINUTES, slotStepMinutes: LASTS_MINUTES, horizonDays: 120, staffIds };
  const service = await post<{ id: string }>("/services", { branchId, name: "Crowded cut", ...price, ...terms });
  const dates = nextMonth();
  const rows = rowsOf(dates, names);
  for (let first = 0; first < rows.length; first += ROWS_A_FILE) {
    const text = ["date;time;service;staff;name", ...rows.slice(first, first + ROWS_A_FILE)].join("\n");
    const file = { format: "csv", text, mapping: MAPPING };
    const { counts } = await post<{ counts: { new: number } }>(`/branches/${branchId}/imports`, file);
    const asked = Math.min(ROWS_A_FILE, rows.length - first);
    if (counts.new !== asked) throw new Error(`of ${asked} appointments ${counts.new} were taken over`);
  }
  await untilListed(context.request, baseUrl, branchId, dates);
  return { branchId, serviceId: service.id, dates };
}

/** The read model is behind the calendar while so many come at once. */
async function untilListed(request: APIRequestContext, baseUrl: string, branchId: string, dates: LocalDate[]) {
  const query = `from=${dates[0]}&to=${dates.at(-1)}`;
  for (let tries = 0; tries < 240; tries++) {
    const answer = await request.get(`${baseUrl}/api/v1/branches/${branchId}/calendar/days?${query}`);
    const { days } = (await answer.json()) as { days: { count: number }[] };
    if (days.reduce((sum, { count }) => sum + count, 0) >= APPOINTMENTS) return;
    await wait(500);
  }
  throw new Error("the read model has not got all appointments");
}

/** Answers of the API to somebody who is signed in. */
export async function sent<T>(request: APIRequestContext, baseUrl: string, path: string, data: object): Promise<T> {
  const headers = { origin: baseUrl };
  const answer = await request.post(`${baseUrl}/api/v1${path}`, { data, headers, timeout: 120_000 });
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

function nextMonth(): LocalDate[] {
  const now = new Date();
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
  const after = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 1)).toISOString().slice(0, 10);
  return datesBetween(first, addDays(after, -1));
}

/** Evenly over the days, and on each over the members. */
function rowsOf(dates: LocalDate[], names: string[]): string[] {
  return Array.from({ length: APPOINTMENTS }, (_, index) => {
    const ofDay = Math.floor(index / dates.length);
    const minute = FROM_MINUTE + Math.floor(ofDay / names.length) * LASTS_MINUTES;
    if (minute + LASTS_MINUTES > TO_MINUTE) throw new Error("the day is too short for so many");
    const time = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
    return [dates[index % dates.length], time, "Crowded cut", names[ofDay % names.length], `Kunde ${index + 1}`].join(
      ";",
    );
  });
}
