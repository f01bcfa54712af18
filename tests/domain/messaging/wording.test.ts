import { describe, expect, it } from "vitest";
import { newsKind, newsOf } from "../../../src/domain/messaging/appointment-news.ts";
import { dayWords } from "../../../src/domain/messaging/day-words.ts";
import { smsSize } from "../../../src/domain/messaging/sms-segments.ts";
import { checkWording, fillWording, usualWording, type WordingFacts } from "../../../src/domain/messaging/wording.ts";

const facts: WordingFacts = {
  name: "Erika Mustermann",
  business: "Salon Morgenrot",
  branch: "Mitte",
  address: "Torstraße 1",
  phone: "+493023125800",
  service: "Herrenhaarschnitt",
  staff: "Anna",
  date: "Mo., 30. November",
  time: "10:00 Uhr",
  link: `https://frontdesk.example/m/${"x".repeat(22)}`,
};
const all = newsKind.options.flatMap((kind) =>
  (["de", "en"] as const).flatMap((language) =>
    (["text", "email"] as const).map((channel) => ({ kind, language, channel })),
  ),
);

describe("the usual wordings", () => {
  it.each(all)("$kind in $language as $channel names only what there is", ({ kind, language, channel }) => {
    const wording = usualWording(kind, channel, language);
    expect(checkWording(wording).ok).toBe(true);
    const { subject, text } = fillWording(wording, facts);
    expect(`${subject}${text}`).not.toMatch(/[{}]/);
    expect(text).toContain("Herrenhaarschnitt");
    expect(subject === null).toBe(channel === "text");
    // An SMS is paid by its length.
    if (channel === "text") expect(smsSize(text)).toMatchObject({ encoding: "gsm7", segments: 1 });
  });
});

describe("a wording", () => {
  it("that names something unknown is refused, by name", () => {
    expect(checkWording({ subject: null, text: "Hi {nmae}" })).toMatchObject({ error: { field: "text" } });
    expect(checkWording({ subject: "{}", text: "Hi" })).toMatchObject({ error: { field: "subject" } });
  });

  it("takes facts as they are, and drops the line of a missing one", () => {
    const wording = { subject: null, text: "Hi {name}\n{link}\n\nBye" };
    expect(fillWording(wording, { ...facts, name: "{link}", link: "" }).text).toBe("Hi {link}\n\nBye");
  });
});

describe("days and times", () => {
  it("are those of the branch, and cost no second alphabet", () => {
    const at = Date.UTC(2026, 10, 30, 9);
    expect(dayWords("de", "Europe/Berlin", at)).toEqual({ date: "Mo., 30. November", time: "10:00 Uhr" });
    expect(dayWords("en", "America/New_York", at)).toEqual({ date: "Mon 30 November", time: "04:00" });
  });
});

describe("news of an appointment", () => {
  it.each([
    ["appointment_booked", "confirmed", "booked"],
    ["appointment_booked", "pending", "requested"],
    ["appointment_rescheduled", "confirmed", "moved"],
    ["appointment_rescheduled", "pending", "requested"],
    ["appointment_rescheduled", "declined", null],
    ["appointment_lapsed", "lapsed", "declined"],
    ["appointment_accepted", "confirmed", "booked"],
    ["appointment_booked", "cancelled", null],
    ["appointment_cancelled", "cancelled", "cancelled"],
    ["appointment_checked_in", "confirmed", null],
  ] as const)("%s of one that is %s: %s", (type, status, kind) => {
    expect(newsOf(type, status)).toBe(kind);
  });

  it.each([
    ["appointment_booked", "pending", "confirmed"],
    ["appointment_rescheduled", "pending", "confirmed"],
    ["appointment_booked", "confirmed", "pending"],
  ] as const)("%s of one that was %s, and is %s now, is told by what came later", (type, then, now) => {
    expect(newsOf(type, then, now)).toBeNull();
  });
});
