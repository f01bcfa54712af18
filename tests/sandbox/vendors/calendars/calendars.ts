import { Hono } from "hono";
import { etag } from "hono/etag";
import type { Bench, Vendor } from "../../vendor.ts";

const DAY_MS = 86_400_000;

/** Plays a server of calendars: `GET /private.ics` is somebody's own, with a few things in the coming weeks. */
export function createOtherCalendars(bench: Bench): Vendor {
  const app = new Hono();
  app.get("/private.ics", etag(), (c) =>
    c.body(privateCalendar(bench.now()), 200, { "content-type": "text/calendar; charset=utf-8" }),
  );
  const refuse = (status: number, message: string) => new Response(message, { status });
  return { name: "calendars", title: "Other calendars", app, refuse, reset: () => {} };
}

function privateCalendar(now: number): string {
  const day = (ahead: number) => new Date(now + ahead * DAY_MS).toISOString().slice(0, 10).replaceAll("-", "");
  const events = [
    ["SUMMARY:Dentist", `DTSTART:${day(2)}T080000Z`, "DURATION:PT1H"],
    ["SUMMARY:Choir", `DTSTART:${day(1)}T160000Z`, "DURATION:PT90M", "RRULE:FREQ=WEEKLY;COUNT=8"],
    ["SUMMARY:Moving house", `DTSTART;VALUE=DATE:${day(20)}`, `DTEND;VALUE=DATE:${day(22)}`],
    ["SUMMARY:A birthday", `DTSTART;VALUE=DATE:${day(9)}`, "TRANSP:TRANSPARENT"],
  ];
  const components = events.flatMap((lines, index) => ["BEGIN:VEVENT", `UID:private-${index}`, ...lines, "END:VEVENT"]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sandbox//EN", ...components, "END:VCALENDAR", ""].join("\r\n");
}
