import type { useTranslations } from "use-intl";

type CallsTranslator = ReturnType<typeof useTranslations<"calls">>;

const KNOWN = [
  "user_hangup",
  "agent_hangup",
  "call_transfer",
  "voicemail_reached",
  "inactivity",
  "max_duration_reached",
  "answered_by_staff",
  "caller_rang_off",
  "nobody_answered",
] as const;
type Known = (typeof KNOWN)[number];

const isKnown = (reason: string): reason is Known => (KNOWN as readonly string[]).includes(reason);

/** Vendors add reasons without notice; an unknown one is shown as it is. */
export function disconnectionText(t: CallsTranslator, reason: string): string {
  return isKnown(reason) ? t(`disconnections.${reason}`) : reason.replaceAll("_", " ");
}
