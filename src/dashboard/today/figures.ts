import type { CalendarDayView } from "../../contracts/booking.ts";

export type Figures = {
  appointments: number;
  toCome: number;
  arrived: number;
  byPhone: number;
  /** Null where there is nothing to add up, or where currencies differ. */
  revenue: { minor: number; currency: string } | null;
};

/** What the day amounts to. Counted is what takes time: no requests, nothing cancelled. */
export function dayFigures(day: CalendarDayView, now: number): Figures {
  const counted = day.appointments.filter(({ status }) => ["confirmed", "completed", "no_show"].includes(status));
  const currencies = new Set(counted.map(({ currency }) => currency));
  const [currency] = currencies;
  const paid = counted.filter(({ status }) => status !== "no_show");
  const minor = paid.reduce((sum, { priceMinor }) => sum + priceMinor, 0);
  return {
    appointments: counted.length,
    toCome: counted.filter(({ status, startsAt }) => status === "confirmed" && Date.parse(startsAt) > now).length,
    arrived: counted.filter(({ status, checkedInAt }) => status === "completed" || checkedInAt !== null).length,
    byPhone: counted.filter(({ channel }) => channel === "voice").length,
    revenue: currency !== undefined && currencies.size === 1 ? { minor, currency } : null,
  };
}
