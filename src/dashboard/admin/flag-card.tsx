import { useState } from "react";
import { useTranslations } from "use-intl";
import type { RolloutView } from "../../contracts/rollouts.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { later } from "../ui/later.tsx";
import { Card } from "../ui/page.tsx";
import { Moment } from "./cells.tsx";
import { FlagChoices } from "./flag-choices.tsx";

const FlagDialog = later(async () => (await import("./flag-dialog.tsx")).FlagDialog);

const STEP = 5;

/** One flag: how many of a hundred businesses have it, and for whom somebody decided otherwise. */
export function FlagCard({ flag }: { flag: RolloutView }) {
  const t = useTranslations("admin.flags");
  const [percent, setPercent] = useState(flag.percent);
  const [asked, setAsked] = useState<number | null>(null);
  return (
    <Card title={t(`names.${flag.name}`)} aside={<Badge tone="accent">{t("share", { percent: flag.percent })}</Badge>}>
      <p className="text-sm text-ink-soft">{t(`about.${flag.name}`)}</p>
      <p className="mt-1 text-xs text-ink-faint">
        {t("default", { percent: flag.default })}
        {flag.changedAt === null ? null : (
          <>
            {" · "}
            {t("changed")} <Moment at={flag.changedAt} />
          </>
        )}
      </p>
      <label className="mt-4 flex flex-col gap-1.5 text-sm font-medium">
        <span className="flex justify-between gap-3">
          {t("wanted")} <output className="tabular-nums">{t("share", { percent })}</output>
        </span>
        <input
          type="range"
          min={0}
          max={100}
          step={STEP}
          value={percent}
          className="min-h-9 accent-accent pointer-coarse:min-h-11"
          onChange={(event) => setPercent(Number(event.target.value))}
        />
      </label>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button variant="primary" disabled={percent === flag.percent} onClick={() => setAsked(percent)}>
          {t("change")}
        </Button>
        {flag.percent === flag.default ? null : (
          <Button onClick={() => setAsked(flag.default)}>{t("back", { percent: flag.default })}</Button>
        )}
      </div>
      <FlagChoices name={flag.name} />
      {asked === null ? null : <FlagDialog flag={flag} percent={asked} onClose={() => setAsked(null)} />}
    </Card>
  );
}
