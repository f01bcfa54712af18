import { useTranslations } from "use-intl";
import type { OutboundRequestView } from "../../contracts/outbound-requests.ts";
import { useBranchFormats } from "../app/signed-in.tsx";

const REASONS = [
  "quiet_hours",
  "too_many",
  "agent_needed",
  "number_needed",
  "not_configured",
  "number_blocked",
  "do_not_call",
  "opted_out",
  "not_needed",
] as const;

/** When somebody is called next, and what keeps the business from it. */
export function WaitReason({ request: { reason, nextAttemptAt } }: { request: OutboundRequestView }) {
  const t = useTranslations("outbound");
  const formats = useBranchFormats();
  const known = REASONS.find((each) => each === reason);
  if (!known && !nextAttemptAt) return null;
  return (
    <p className="text-ink-faint tabular-nums">
      {known ? t(`reasons.${known}`) : null}
      {known && nextAttemptAt ? " · " : null}
      {nextAttemptAt ? t("next", { time: formats.dateTime(nextAttemptAt) }) : null}
    </p>
  );
}
