import type { Language } from "../../../domain/language.ts";
import { type RenderedEmail, renderEmail } from "./render-email.tsx";

/** Why an endpoint was switched off by itself. */
export type EndpointDisabled = { host: string; reason: "gone" | "failing" };

/** Names the host only: the rest of an address may be a secret of the receiver. */
export function renderEndpointDisabled(language: Language, { host, reason }: EndpointDisabled): RenderedEmail {
  if (language === "de") {
    const why = { gone: "Er hat mit „410 Gone“ geantwortet.", failing: "Seit drei Tagen kam dort keine Nachricht an." };
    return renderEmail(language, {
      subject: `Webhook an ${host} abgeschaltet`,
      heading: "Ein Webhook-Endpunkt wurde abgeschaltet",
      paragraphs: [
        `An ${host} wird nichts mehr gesendet. ${why[reason]}`,
        "Was er verpasst, wird 30 Tage aufbewahrt. Schalten Sie ihn wieder ein, und lassen Sie es noch einmal senden.",
      ],
    });
  }
  const why = { gone: "It answered “410 Gone”.", failing: "Nothing has arrived there for three days." };
  return renderEmail(language, {
    subject: `Webhook to ${host} switched off`,
    heading: "A webhook endpoint was switched off",
    paragraphs: [
      `Nothing is sent to ${host} any more. ${why[reason]}`,
      "What it misses is kept for 30 days. Switch it on again, and have it sent once more.",
    ],
  });
}
