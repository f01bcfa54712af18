import type { FirstBranch } from "../../../db/queries/new-business.ts";
import type { Language } from "../../../domain/language.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { newId } from "../../new-id.ts";

type Wish = { business: string; name: string; language: Language; timeZone: string };

const WEEKDAYS = [1, 2, 3, 4, 5];
const [OPENS, CLOSES] = [9 * 60, 18 * 60];
const services: Record<Language, { name: string; durationMinutes: number }[]> = {
  de: [
    { name: "Kurzer Termin", durationMinutes: 30 },
    { name: "Langer Termin", durationMinutes: 60 },
  ],
  en: [
    { name: "Short appointment", durationMinutes: 30 },
    { name: "Long appointment", durationMinutes: 60 },
  ],
};

/** What a new business begins with: open on weekdays, one person at work, two things to book. All of it can be changed. */
export function starterBranch({ business, name, language, timeZone }: Wish, createdAt: EpochMs): FirstBranch {
  const branchId = newId("brn");
  const rules = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0, minimumNoticeMinutes: 60, horizonDays: 90 };
  const plain = { aliases: [], description: "", slotStepMinutes: 15, priceMinor: 0, currency: "EUR" };
  return {
    branch: { id: branchId, name: business, timeZone, language, address: "", createdAt },
    hours: WEEKDAYS.map((weekday) => ({ ownerId: branchId, weekday, fromMinute: OPENS, toMinute: CLOSES })),
    staff: { id: newId("stf"), branchId, name, followsBranchHours: true, position: 1, createdAt },
    services: services[language].map((service, index) => {
      return { ...service, ...rules, ...plain, id: newId("svc"), branchId, position: index + 1, createdAt };
    }),
  };
}
