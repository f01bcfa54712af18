import { useTranslations } from "use-intl";
import { Badge, type Tone } from "../ui/badge.tsx";

const GOOD = 80;
/** As the server has it: below, somebody should look into the call. */
export const LOW = 60;

/** Of 100. Said in words too, for colour alone tells nobody. */
export function ScoreBadge({ score }: { score: number }) {
  const t = useTranslations("calls.scores");
  const level = score >= GOOD ? "good" : score >= LOW ? "fair" : "low";
  const tones: Record<typeof level, Tone> = { good: "good", fair: "warn", low: "bad" };
  return (
    <Badge tone={tones[level]}>
      <span className="tabular-nums">{score}</span> {t(level)}
    </Badge>
  );
}
