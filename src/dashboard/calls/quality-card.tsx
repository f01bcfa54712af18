import { useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useTranslations } from "use-intl";
import type { CallView } from "../../contracts/calls.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useFindingText } from "./finding-text.ts";
import { LOW, ScoreBadge } from "./score-badge.tsx";

type QualityCardProps = { callId: string; quality: CallView["quality"] };

/** How well the call went, why, and what to do about it. Nothing before it was scored. */
export function QualityCard({ callId, quality }: QualityCardProps) {
  const t = useTranslations("calls");
  if (!quality) return null;
  return (
    <Card title={t("quality")} aside={<ScoreBadge score={quality.score} />}>
      <PageTexts of={["callQuality"]}>
        <Findings callId={callId} quality={quality} />
      </PageTexts>
    </Card>
  );
}

function Findings({ callId, quality }: { callId: string; quality: NonNullable<CallView["quality"]> }) {
  const t = useTranslations("callQuality");
  const textOf = useFindingText();
  const { permissions } = useSignedIn().me;
  const settling = useReviewed();
  const isOpen = quality.score < LOW && quality.seenAt === null;
  return (
    <div className="flex flex-col gap-3">
      {quality.findings.length === 0 ? <p className="text-sm text-ink-soft">{t("nothingFound")}</p> : null}
      <ul className="flex flex-col gap-3">
        {quality.findings.map((finding, index) => {
          const { reason, advice } = textOf(finding);
          return (
            <li key={index} className="text-sm">
              <p className="flex items-baseline justify-between gap-3 font-medium">
                <span className="min-w-0 wrap-anywhere">{reason}</span>
                <span className="shrink-0 text-ink-faint tabular-nums">−{finding.points}</span>
              </p>
              <p className="mt-0.5 text-ink-soft">{advice}</p>
            </li>
          );
        })}
      </ul>
      {isOpen && permissions.includes("calls:write") ? (
        <Button disabled={settling.isPending} onClick={() => settling.send(callId)}>
          <Check aria-hidden className="size-4" /> {t("seen")}
        </Button>
      ) : null}
      <Refusal error={settling.error} />
    </div>
  );
}

export function useReviewed() {
  const client = useQueryClient();
  return useChange({
    run: (callId: string) => ask("POST /api/v1/calls/{callId}/reviewed", { params: { callId }, body: {} }),
    onDone: (_, callId) => {
      void client.invalidateQueries({ queryKey: ["call", callId] });
      void client.invalidateQueries({ queryKey: ["calls"] });
    },
  });
}
