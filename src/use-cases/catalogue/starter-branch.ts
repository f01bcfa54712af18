import type { NewBranch } from "../../db/queries/new-branch.ts";
import { serviceRules } from "../../domain/booking/rulebook.ts";
import type { Language } from "../../domain/language.ts";
import { newId } from "../new-id.ts";

type Wish = { branch: NewBranch["branch"]; staff: NewBranch["staff"] };

const WEEKDAYS = [1, 2, 3, 4, 5];
const [OPENS, CLOSES] = [9 * 60, 18 * 60];
const offered: Record<Language, { name: string; durationMinutes: number }[]> = {
  de: [
    { name: "Kurzer Termin", durationMinutes: 30 },
    { name: "Langer Termin", durationMinutes: 60 },
  ],
  en: [
    { name: "Short appointment", durationMinutes: 30 },
    { name: "Long appointment", durationMinutes: 60 },
  ],
};

/** What a branch begins with that takes nothing over: open on weekdays, two things to book. All of it can be changed. */
export function starterBranch({ branch, staff }: Wish): NewBranch {
  const rules = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0, minimumNoticeMinutes: 60, horizonDays: 90 };
  const plain = { aliases: [], description: "", slotStepMinutes: 15, priceMinor: 0, currency: "EUR" };
  const staffIds = staff.map(({ id }) => id);
  const weekly = WEEKDAYS.map((weekday) => {
    return { weekday, fromMinute: OPENS, toMinute: CLOSES, validFrom: null, validUntil: null };
  });
  return {
    branch,
    staff,
    hours: { weekly, exceptions: [] },
    resources: [],
    services: offered[branch.language].map((service) => {
      return serviceRules.parse({ ...service, ...rules, ...plain, staffIds, id: newId("svc") });
    }),
  };
}
