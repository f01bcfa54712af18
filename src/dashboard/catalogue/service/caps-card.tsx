import { useTranslations } from "use-intl";
import { Card } from "../../ui/page.tsx";
import { OptionalNumber } from "../optional-number.tsx";
import type { PartProps } from "./part.ts";

const CAPS = ["branchDay", "branchWeek", "staffDay", "staffWeek", "customerDay", "customerWeek"] as const;

/** How many of this service a day and a week take. */
export function CapsCard({ service: { caps }, change }: PartProps) {
  const t = useTranslations("service");
  return (
    <Card title={t("caps")}>
      <p className="mb-4 text-sm text-ink-soft">{t("capsWhy")}</p>
      <div className="grid grid-cols-2 gap-4">
        {CAPS.map((cap) => (
          <OptionalNumber
            key={cap}
            label={t(`cap.${cap}`)}
            none={t("noCap")}
            min={1}
            max={10_000}
            value={caps[cap]}
            onChange={(most) => change({ caps: { ...caps, [cap]: most } })}
          />
        ))}
      </div>
    </Card>
  );
}
