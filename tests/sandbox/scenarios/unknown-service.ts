import type { Scenario } from "./script.ts";
import { greet, nothingBooked } from "./steps.ts";

const lines = {
  de: {
    service: "Reifenwechsel",
    wish: "Guten Tag, ich brauche noch diese Woche einen Reifenwechsel.",
    sorry: "Oh, dann habe ich mich verwählt. Entschuldigung, auf Wiederhören!",
  },
  en: {
    service: "tyre change",
    wish: "Hi, I need a tyre change this week.",
    sorry: "Oh, then I've got the wrong number. Sorry, goodbye!",
  },
};

export const unknownService: Scenario = {
  id: "unknown-service",
  title: { de: "Unbekannte Leistung", en: "Unknown service" },
  summary: "Asks for something the business does not offer; nothing may be booked.",
  async play(talk) {
    const { service, wish, sorry } = lines[talk.order.language];
    await greet(talk);
    await talk.caller(wish);
    const reply = await talk.ask("check_availability", { service });
    await talk.caller(sorry);
    if (!reply.ok) {
      const { code } = reply.data;
      return nothingBooked(`"${service}" was refused (${code}), nothing booked`, code === "unknown_service");
    }
    return nothingBooked(`"${service}" was taken for ${reply.data.service}`, false);
  },
};
