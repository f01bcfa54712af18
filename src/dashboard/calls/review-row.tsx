import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { CallReviewView } from "../../contracts/call-care.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useFindingText } from "./finding-text.ts";
import { useReviewed } from "./quality-card.tsx";
import { ScoreBadge } from "./score-badge.tsx";

/** A call that went badly: why, and what to do about it. */
export function ReviewRow({ review }: { review: CallReviewView }) {
  return (
    <PageTexts of={["callQuality"]}>
      <Row review={review} />
    </PageTexts>
  );
}

function Row({ review: { callId, at, score, findings } }: { review: CallReviewView }) {
  const t = useTranslations("callQuality");
  const formats = useBranchFormats();
  const textOf = useFindingText();
  const settling = useReviewed();
  const mayWrite = useSignedIn().me.permissions.includes("calls:write");
  const [gravest] = findings;
  const text = gravest ? textOf(gravest) : null;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-base font-semibold">
          <ScoreBadge score={score} /> <span className="min-w-0 wrap-anywhere">{text?.reason ?? t("badCall")}</span>
        </p>
        {text ? <p className="mt-0.5 text-sm text-ink-soft">{text.advice}</p> : null}
        <p className="mt-0.5 text-sm text-ink-faint tabular-nums">{formats.dateTime(at)}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        {mayWrite ? (
          <Button disabled={settling.isPending} onClick={() => settling.send(callId)}>
            {t("seen")}
          </Button>
        ) : null}
        <Link
          to="/app/calls/$callId"
          params={{ callId }}
          search={onlyBranch}
          className={buttonClass("quiet", "min-h-9 px-3 pointer-coarse:min-h-11")}
        >
          {t("open")}
        </Link>
      </div>
      {settling.error ? <Refusal error={settling.error} /> : null}
    </li>
  );
}
