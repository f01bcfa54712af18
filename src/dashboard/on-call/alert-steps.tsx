import { useTranslations } from "use-intl";
import type { AlertView } from "../../contracts/on-call.ts";
import { useBranchFormats } from "../app/signed-in.tsx";

const CALLS = ["placed", "number_needed", "agent_needed", "not_configured"] as const;
const TEXTS = ["queued", "sending", "sent", "delivered", "failed", "bounced", "not_sent"] as const;

/** Whom an emergency rang, and what became of it. */
export function AlertSteps({ steps }: { steps: AlertView["steps"] }) {
  const t = useTranslations("onCall");
  const formats = useBranchFormats();
  if (steps.length === 0) return <p className="text-sm text-ink-faint">{t("nobodyRung")}</p>;
  return (
    <ol className="flex flex-col gap-1 text-sm text-ink-soft">
      {steps.map((step) => (
        <li key={`${step.personId}${step.at}`} className="flex flex-wrap gap-x-2">
          <time dateTime={step.at} className="tabular-nums">
            {formats.time(step.at)}
          </time>
          <span className="font-medium text-ink">{step.name ?? t("gone")}</span>
          <span>{t("stepSms", { state: t(`texts.${known(TEXTS, step.sms?.status) ?? "queued"}`) })}</span>
          <span>
            {t("stepCall", {
              state: t(`calls.${step.call === null ? "soon" : (known(CALLS, step.call) ?? "failed")}`),
            })}
          </span>
        </li>
      ))}
    </ol>
  );
}

function known<Code extends string>(codes: readonly Code[], code: string | undefined): Code | null {
  return codes.find((each) => each === code) ?? null;
}
