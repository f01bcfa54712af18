import type { Scenario } from "./script.ts";
import { chooseService, greet, nothingBooked, wordsOf } from "./steps.ts";

const onlySunday = {
  de: "Das geht bei mir leider nicht. Ich kann nur sonntags am Abend.",
  en: "That doesn't work for me, I'm afraid. I can only do Sunday evenings.",
};

export const noAvailability: Scenario = {
  id: "no-availability",
  title: { de: "Kein passender Termin", en: "No suitable time" },
  summary: "Can only come on a Sunday evening and leaves without an appointment.",
  async play(talk) {
    await greet(talk);
    const wish = await chooseService(talk);
    await talk.ask("check_availability", wish);
    await talk.caller(onlySunday[talk.order.language]);
    const sunday = { service: wish.service, date: nextSunday(Date.now()), timeOfDay: "evening" as const };
    const reply = await talk.ask("check_availability", sunday);
    await talk.caller(wordsOf(talk).nothingToday);
    const answer = reply.ok ? `${reply.data.slots.length} other times offered` : reply.data.code;
    return nothingBooked(`Sunday evening: ${answer}, nothing booked`, true);
  },
};

function nextSunday(now: number): string {
  const day = new Date(now);
  day.setUTCDate(day.getUTCDate() + 7 - day.getUTCDay());
  return day.toISOString().slice(0, 10);
}
