import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { setupQuery } from "../api/setup.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { type LiveSearch, onlyBranch } from "../live/live-search.ts";
import { buttonClass } from "../ui/button.tsx";
import { Card } from "../ui/page.tsx";
import { StateMark } from "./setup-page.tsx";

/** On Today until nothing is open: how far it is, and the one thing to do next. */
export function SetupChecklist() {
  return (
    <PageTexts of={["setup"]}>
      <Checklist />
    </PageTexts>
  );
}

function Checklist() {
  const t = useTranslations("setup");
  const steps = useQuery(setupQuery).data ?? [];
  const next = steps.find(({ state }) => state === "open");
  if (!next) return null;
  const settled = steps.filter(({ state }) => state !== "open").length;
  return (
    <div className="mb-5">
      <Card
        title={t("title")}
        aside={<span className="text-sm text-ink-faint">{t("progress", { settled, all: steps.length })}</span>}
      >
        <ol className="mb-4 grid gap-x-6 gap-y-2 sm:grid-cols-2 xl:grid-cols-3">
          {steps.map(({ step, state }) => (
            <li key={step} className="flex items-center gap-3 text-base">
              <StateMark state={state} /> {t(`${step}.title`)}
            </li>
          ))}
        </ol>
        <Link
          to="/app/setup"
          search={(search: LiveSearch) => ({ ...onlyBranch(search), tab: next.step })}
          className={buttonClass("primary", "min-h-9 px-3 pointer-coarse:min-h-11")}
        >
          {t("next", { step: t(`${next.step}.title`) })}
        </Link>
      </Card>
    </div>
  );
}
