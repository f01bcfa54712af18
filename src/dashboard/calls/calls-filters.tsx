import { X } from "lucide-react";
import { lazy, Suspense, useCallback } from "react";
import { useTranslations } from "use-intl";
import { useSignedIn } from "../app/signed-in.tsx";
import { rangeOf } from "../calendar/date-ranges.ts";
import type { LiveSearch } from "../live/live-search.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { DateInput } from "../ui/field.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { LOW } from "./score-badge.tsx";
import { soughtBy } from "./sought-by.ts";

const STATUSES = ["all", "ongoing", "ended", "not_connected", "error"] as const;
/** Of the address: only calls that somebody should look into. */
const LOW_SCORES = "low";

const AgentFilter = lazy(async () => ({ default: (await import("./agent-filter.tsx")).AgentFilter }));

/** What the address says of the list of calls, as the API is asked for it. */
export function useCallFilter({ status: wanted, date, q = "", tab, agent }: LiveSearch) {
  const { branch } = useSignedIn();
  const status = STATUSES.find((each) => each === wanted) ?? "all";
  return {
    branchId: branch.id,
    ...(status === "all" ? {} : { status }),
    ...(agent ? { agentId: agent } : {}),
    ...(date ? rangeOf([date], branch.timeZone) : {}),
    ...(tab === LOW_SCORES ? { maxScore: LOW - 1 } : {}),
    ...soughtBy(q),
  };
}

type CallsFiltersProps = { search: LiveSearch; onNarrow: (changes: LiveSearch) => void };

export function CallsFilters({ search: { status, date, q = "", tab, agent }, onNarrow }: CallsFiltersProps) {
  const t = useTranslations("calls");
  const common = useTranslations("common");
  const isLow = tab === LOW_SCORES;
  const searchNumber = useCallback((text: string) => onNarrow({ q: text || undefined }), [onNarrow]);
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      <div className="basis-full">
        <SearchField label={t("searchCalls")} value={q} onSearch={searchNumber} />
      </div>
      <Segmented
        label={common("filter")}
        value={STATUSES.find((each) => each === status) ?? "all"}
        options={STATUSES.map((value) => ({ value, label: t(`filters.${value}`) }))}
        onChoose={(next) => onNarrow({ status: next === "all" ? undefined : next })}
      />
      <span className="flex items-center gap-1">
        <DateInput
          aria-label={t("day")}
          className="w-auto"
          value={date ?? ""}
          onChange={(event) => onNarrow({ date: event.target.value || undefined })}
        />
        {date ? (
          <IconButton label={t("anyDay")} onClick={() => onNarrow({ date: undefined })}>
            <X aria-hidden className="size-4" />
          </IconButton>
        ) : null}
      </span>
      <Button
        aria-pressed={isLow}
        variant={isLow ? "primary" : "secondary"}
        onClick={() => onNarrow({ tab: isLow ? undefined : LOW_SCORES })}
      >
        {t("lowScores")}
      </Button>
      {/* Last: it comes when the agents are known, and must not push the others about. */}
      <Suspense fallback={null}>
        <AgentFilter agent={agent} onChoose={(next) => onNarrow({ agent: next })} />
      </Suspense>
    </div>
  );
}
