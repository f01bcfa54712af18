import type { Scenario } from "./script.ts";
import { booked, bookPlainly, partFriendly } from "./steps.ts";

export const book: Scenario = {
  id: "book",
  title: { de: "Termin buchen", en: "Book an appointment" },
  summary: "Asks what is free, takes a time, gives a name.",
  async play(talk) {
    const appointment = await bookPlainly(talk);
    await partFriendly(talk);
    return booked(appointment);
  },
};
