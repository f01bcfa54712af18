import { describe, expect, it } from "vitest";
import { readWhen, table } from "./read-when.ts";

const MONDAY = Date.parse("2026-11-23T09:30:00+01:00");

describe("parseWhen in English, on Saturday 21 November 2026 at 10:00 in Berlin", () => {
  it.each(
    table(`
      half past two = 21.11. 14:30
      half two = 21.11. 14:30
      quarter to ten = 22.11. 09:45
      a quarter past 3 = 21.11. 15:15
      five past ten = 21.11. 10:05
      twenty to four = 21.11. 15:40
      ten to twelve = 21.11. 11:50
      ten oh five = 21.11. 10:05
      10 o'clock = 21.11. 10:00
      noon = 21.11. 12:00
      midday = 21.11. 11:30 > 21.11. 14:00
      10 at night = 21.11. 22:00
      at 2 in the morning = 22.11. 02:00
      2:30 p.m. = 21.11. 14:30
      10 to 12 = 21.11. 10:00 > 21.11. 12:00
      between 10 and noon = 21.11. 10:00 > 21.11. 12:00
      between 9 and 5 = 21.11. 10:00 > 21.11. 17:00
      between 5 and 7 = 21.11. 17:00 > 21.11. 19:00
      after 5 = 21.11. 17:00 > 22.11. 00:00
      around 3 = 21.11. 14:30 > 21.11. 16:00
      tomorrow at 3 = 22.11. 15:00
      tomorrow at 9:30 am = 22.11. 09:30
      9am-11am tomorrow = 22.11. 09:00 > 22.11. 11:00
      no later than 11 tomorrow = 22.11. 00:00 > 22.11. 11:00
      not before 3 tomorrow = 22.11. 15:00 > 23.11. 00:00
      tomorrow morning = 22.11. 06:00 > 22.11. 12:00
      tomorrow evening at 7 = 22.11. 19:00
      first thing tomorrow = 22.11. 06:00 > 22.11. 10:00
      tomorrow, early afternoon = 22.11. 12:00 > 22.11. 15:00
      morning or afternoon = 21.11. 10:00 > 21.11. 18:00
      this afternoon = 21.11. 12:00 > 21.11. 18:00
      tonight = 21.11. 17:00 > 21.11. 22:00
      the day after tomorrow = 23.11. 00:00 > 24.11. 00:00
      next Tuesday = 24.11. 00:00 > 25.11. 00:00
      next Tuesday afternoon = 24.11. 12:00 > 24.11. 18:00
      this Tuesday = 24.11. 00:00 > 25.11. 00:00
      a week from Tuesday = 01.12. 00:00 > 02.12. 00:00
      Tuesday week = 01.12. 00:00 > 02.12. 00:00
      two weeks on Tuesday = 08.12. 00:00 > 09.12. 00:00
      a week today = 28.11. 00:00 > 29.11. 00:00
      Tuesday at ten thirty = 24.11. 10:30
      after 3 pm on Friday = 27.11. 15:00 > 28.11. 00:00
      until Thursday noon = 21.11. 10:00 > 26.11. 12:00
      by Friday = 21.11. 10:00 > 28.11. 00:00
      from Wednesday on = 25.11. 00:00 > 09.12. 00:00
      Monday to Wednesday = 23.11. 00:00 > 26.11. 00:00
      Tuesday or Wednesday = 24.11. 00:00 > 26.11. 00:00
      late Friday afternoon = 27.11. 15:00 > 27.11. 18:00
      this weekend = 21.11. 10:00 > 23.11. 00:00
      next weekend = 28.11. 00:00 > 30.11. 00:00
      next week = 23.11. 00:00 > 30.11. 00:00
      end of next week = 26.11. 00:00 > 29.11. 00:00
      early next week = 23.11. 00:00 > 25.11. 00:00
      the week after next = 30.11. 00:00 > 07.12. 00:00
      Tuesday of next week at 3 = 24.11. 15:00
      sometime next week in the afternoon = 23.11. 12:00 > 29.11. 18:00 daily 12-18
      mid-December = 11.12. 00:00 > 21.12. 00:00
      next month = 01.12. 00:00 > 01.01.2027 00:00
      in two hours = 21.11. 12:00 > 21.11. 13:00
      in half an hour = 21.11. 10:30 > 21.11. 11:30
      within the next two hours = 21.11. 10:00 > 21.11. 12:00
      in 3 weeks and 2 days = 14.12. 00:00 > 15.12. 00:00
      three days from now = 24.11. 00:00 > 25.11. 00:00
      the 24th = 24.11. 00:00 > 25.11. 00:00
      Tuesday the 24th = 24.11. 00:00 > 25.11. 00:00
      Nov 24 at 2 = 24.11. 14:00
      November 24th, 2026 at 2:30 p.m. = 24.11. 14:30
      the twenty-fourth of November = 24.11. 00:00 > 25.11. 00:00
      twenty fourth of November at two thirty = 24.11. 14:30
      Nov 24-26 = 24.11. 00:00 > 27.11. 00:00
      24-Nov-2026 14:00 = 24.11. 14:00
      2026-11-24 = 24.11. 00:00 > 25.11. 00:00
      24/11 at 3pm = 24.11. 15:00
      as soon as possible = 21.11. 10:00 > 05.12. 10:00
      any time = 21.11. 10:00 > 05.12. 10:00
      anytime on Friday = 27.11. 00:00 > 28.11. 00:00
      Tuesday at 10 with Anna = 24.11. 10:00
      Friday at 4:30pm for 2 people = 27.11. 16:30
      Christmas Eve at 10 = 24.12. 10:00
      New Year's Eve = 31.12. 00:00 > 01.01.2027 00:00
      in a fortnight = 05.12. 00:00 > 06.12. 00:00
      two weeks later = 05.12. 00:00 > 06.12. 00:00
    `),
  )("%s", (utterance, answer) => {
    expect(readWhen(utterance, "en")).toBe(answer);
  });

  it.each(
    table(`
      yesterday = in_the_past
      last Friday = in_the_past
      not on Tuesday = not_understood
      Christmas at 10 = not_understood
      3pm EST = not_understood
      whatever you think = not_understood
    `),
  )("refuses %s", (utterance, reason) => {
    expect(readWhen(utterance, "en")).toBe(reason);
  });
});

describe("on a Monday, where 'this' and 'next' part ways", () => {
  it.each(
    table(`
      Tuesday = 24.11. 00:00 > 25.11. 00:00
      this Tuesday = 24.11. 00:00 > 25.11. 00:00
      next Tuesday = 01.12. 00:00 > 02.12. 00:00
      next Friday at 10 = 04.12. 10:00
      next Monday = 30.11. 00:00 > 01.12. 00:00
    `),
  )("%s", (utterance, answer) => {
    expect(readWhen(utterance, "en", MONDAY)).toBe(answer);
  });
});
