import type { EpochMs } from "../time.ts";

type Event = { title: string; location: string; startsAt: EpochMs; endsAt: EpochMs };

/** Addresses that open a filled-in event in the customer's own Google or Outlook calendar. */
export function calendarLinks({ title, location, startsAt, endsAt }: Event): { google: string; outlook: string } {
  const [start, end] = [new Date(startsAt).toISOString(), new Date(endsAt).toISOString()];
  const compact = (iso: string) => iso.replaceAll(/[-:]|\.\d+/g, "");
  const dates = `${compact(start)}/${compact(end)}`;
  const google = new URLSearchParams({ action: "TEMPLATE", text: title, dates, location });
  const outlook = new URLSearchParams({ rru: "addevent", subject: title, startdt: start, enddt: end, location });
  return {
    google: `https://calendar.google.com/calendar/render?${google.toString()}`,
    outlook: `https://outlook.live.com/calendar/0/deeplink/compose?${outlook.toString()}`,
  };
}
