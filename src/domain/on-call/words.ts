import type { Language } from "../language.ts";

type Alert = { business: string; message: string; link: string };

const MAX_MESSAGE_CHARS = 200;

/** What somebody on call is written, and told as they pick up. */
type Words = {
  sms(alert: Alert): string;
  opening(alert: Omit<Alert, "link">): string;
  /** To the agent that still speaks with the caller. */
  taken: string;
};

export const onCallWords: Record<Language, Words> = {
  de: {
    taken:
      "Jemand aus dem Team hat den Notfall soeben übernommen und meldet sich gleich. Sagen Sie das der anrufenden Person jetzt, und dass sie erreichbar bleiben soll.",
    sms: ({ business, message, link }) =>
      `NOTFALL bei ${business}: „${cut(message)}“ Übernehmen: antworten Sie JA oder öffnen Sie ${link}`,
    opening: ({ business, message }) =>
      `Hier ist der Telefonassistent von ${business}, eine künstliche Intelligenz. Es gibt einen Notfall: ${cut(message)}. Sie haben dazu eine SMS. Antworten Sie darauf mit JA, um zu übernehmen; sonst rufe ich die nächste Person an.`,
  },
  en: {
    taken:
      "Somebody of the team has just taken the emergency and will be in touch at once. Tell the caller so now, and that they should stay reachable.",
    sms: ({ business, message, link }) =>
      `EMERGENCY at ${business}: “${cut(message)}” To take it, answer YES or open ${link}`,
    opening: ({ business, message }) =>
      `This is the phone assistant of ${business}, an artificial intelligence. There is an emergency: ${cut(message)}. You have been sent a text message about it. Answer it with YES to take it; otherwise I call the next person.`,
  },
};

function cut(message: string): string {
  return message.length > MAX_MESSAGE_CHARS ? `${message.slice(0, MAX_MESSAGE_CHARS)}…` : message;
}
