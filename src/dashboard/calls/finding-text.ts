import { useTranslations } from "use-intl";
import type { Finding } from "../../contracts/call-care.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { dayBounds } from "../calendar/zoned-time.ts";

/** What was found, and what to do about it, in the words of whoever reads it. */
export function useFindingText(): (finding: Finding) => { reason: string; advice: string } {
  const t = useTranslations("callQuality");
  const formats = useBranchFormats();
  return ({ code, facts }) => {
    const { saidMinor, bookedMinor, currency, saidDay, bookedDay, slowestMs } = facts;
    const price = (minor: string | number) => formats.money(Number(minor), String(currency));
    const day = (date: string | number) => formats.dayShort(dayBounds(String(date), formats.timeZone).start);
    const values = {
      ...facts,
      ...(saidMinor !== undefined && bookedMinor !== undefined
        ? { said: price(saidMinor), booked: price(bookedMinor) }
        : {}),
      ...(saidDay !== undefined && bookedDay !== undefined ? { said: day(saidDay), booked: day(bookedDay) } : {}),
      ...(slowestMs === undefined ? {} : { seconds: Math.round(Number(slowestMs) / 100) / 10 }),
    };
    return { reason: t(`reasons.${code}`, values), advice: t(`advice.${code}`) };
  };
}
