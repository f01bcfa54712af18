import { Frown, Meh, Smile } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Sentiment } from "../../contracts/calls.ts";

const ICONS = { positive: Smile, neutral: Meh, negative: Frown } as const;
const COLORS = { positive: "text-good", neutral: "text-ink-faint", negative: "text-bad" } as const;

export function SentimentMark({ sentiment }: { sentiment: Sentiment | null }) {
  const t = useTranslations("calls.sentiments");
  if (!sentiment || sentiment === "unknown") return null;
  const Icon = ICONS[sentiment];
  return (
    <span className="inline-flex items-center gap-1">
      <Icon aria-hidden className={`size-3.5 ${COLORS[sentiment]}`} />
      {t(sentiment)}
    </span>
  );
}
