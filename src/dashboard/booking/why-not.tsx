import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import type { SlotExplanationView } from "../../contracts/booking.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useDayNames } from "../live/day-names.tsx";
import { useReasonText } from "./refusal-text.ts";

type WhyNotProps = { startsAt: string; explanation: SlotExplanationView };

/** Whether a time can be had; if not, which rule stands in the way, for the branch and for each member. */
export function WhyNot({ startsAt, explanation }: WhyNotProps) {
  const t = useTranslations("booking");
  const formats = useBranchFormats();
  const names = useDayNames();
  const reason = useReasonText();
  const time = formats.exactTime(startsAt);
  if (explanation.isFree) {
    return (
      <p role="status" className="flex items-center gap-2 text-sm text-good">
        <CircleCheck aria-hidden className="size-4" /> {t("possible", { time })}
      </p>
    );
  }
  const refused = explanation.staff.filter(({ code }) => code !== null);
  // A rule that refuses it for everybody is told alone, unless nobody could do it without that rule either.
  const isRefusedByAll = refused.length === explanation.staff.length;
  return (
    <div role="status" className="rounded-md bg-warn-soft px-3 py-2 text-sm">
      <p className="flex items-center gap-2 font-medium text-warn">
        <CircleAlert aria-hidden className="size-4" /> {t("whyNot", { time })}
      </p>
      <ul className="mt-1 flex flex-col gap-0.5 text-ink-soft">
        {explanation.refusals.map(({ code, title }) => (
          <li key={code}>{reason(code, title)}</li>
        ))}
        {explanation.refusals.length === 0 || isRefusedByAll
          ? refused.map(({ staffId: id, code, title }) => (
              <li key={id}>
                <span className="font-medium">{names.staff(id)}:</span> {reason(code ?? "", title)}
              </li>
            ))
          : null}
      </ul>
    </div>
  );
}
