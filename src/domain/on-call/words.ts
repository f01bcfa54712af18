import type { Language } from "../language.ts";

type Alert = { business: string; message: string; link: string };

const MAX_MESSAGE_CHARS = 200;

/** What somebody on call is written, and told as they pick up. */
export const onCallWords: Record<Language, { sms(alert: Alert): string; opening(alert: Omit<Alert, "link">): string }> =
  {
    de: {
      sms: ({ business, message, link }) =>
        `NOTFALL bei ${business}: „${cut(message)}“ Übernehmen: antworten Sie JA oder öffnen Sie ${link}`,
      opening: ({ business, message }) =>
        `Hier ist der Telefonassistent von ${business}, eine künstliche Intelligenz. Es gibt einen Notfall: ${cut(message)}. Sie haben dazu eine SMS. Antworten Sie darauf mit JA, um zu übernehmen; sonst rufe ich die nächste Person an.`,
    },
    en: {
      sms: ({ business, message, link }) =>
        `EMERGENCY at ${business}: “${cut(message)}” To take it, answer YES or open ${link}`,
      opening: ({ business, message }) =>
        `This is the phone assistant of ${business}, an artificial intelligence. There is an emergency: ${cut(message)}. You have been sent a text message about it. Answer it with YES to take it; otherwise I call the next person.`,
    },
  };

function cut(message: string): string {
  return message.length > MAX_MESSAGE_CHARS ? `${message.slice(0, MAX_MESSAGE_CHARS)}…` : message;
}
