import { Link } from "@tanstack/react-router";
import { Check, Circle, Minus } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import type { SetupState, SetupStep } from "../../contracts/setup.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Loaded } from "../ui/loaded.tsx";
import { Card, Page } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useTitle } from "../ui/use-title.ts";
import { StepContent } from "./step-content.tsx";
import { useSetup } from "./use-setup.ts";

/**
 * Leads a new business to its first booking. Each step saves for itself, at the latest when it is left as done, and can be
 * left out and come back to.
 */
export function SetupPage() {
  return (
    <PageTexts of={["setup"]}>
      <SetupContent />
    </PageTexts>
  );
}

const STEP_FORM = "setup-step";
const WITH_FORM: ReadonlySet<SetupStep> = new Set(["business", "hours", "staff"]);

type Steps = readonly { step: SetupStep; state: SetupState }[];

function SetupContent() {
  const t = useTranslations("setup");
  useTitle(t("title"));
  return (
    <Page title={t("title")} subtitle={t("subtitle")}>
      <Loaded query={useSetup().query} rows={6}>
        {(steps) => (steps.length === 0 ? <NothingToDo /> : <Steps steps={steps} />)}
      </Loaded>
    </Page>
  );
}

function Steps({ steps }: { steps: Steps }) {
  const t = useTranslations("setup");
  const [{ tab }, patch] = useLiveSearch();
  const { settle, isPending, error, open } = useSetup();
  const isLeaving = useRef(false);
  const shown = steps.find(({ step }) => step === tab)?.step ?? open[0]?.step;
  if (!shown) return <NothingToDo />;
  const finish = (state: SetupState) => {
    isLeaving.current = false;
    settle({ step: shown, state });
    patch({ tab: open.find(({ step }) => step !== shown)?.step });
  };
  // "Done" sends the step's form first, so that nothing typed is lost; its own button saves and stays.
  const sent = { id: STEP_FORM, onSaved: () => isLeaving.current && finish("done") };
  const leave = () => {
    isLeaving.current = true;
    if (!WITH_FORM.has(shown)) finish("done");
  };
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <nav aria-label={t("steps")}>
        <ol className="flex flex-col gap-1">
          {steps.map(({ step, state }) => (
            <li key={step}>
              <button
                type="button"
                aria-current={step === shown ? "step" : undefined}
                onClick={() => patch({ tab: step })}
                className={classNames(
                  "flex min-h-11 w-full items-center gap-3 rounded-lg px-3 text-left text-base",
                  step === shown ? "bg-hover font-semibold" : "hover:bg-hover",
                )}
              >
                <StateMark state={state} /> {t(`${step}.title`)}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <Card title={t(`${shown}.title`)}>
        <p className="mb-4 max-w-152 text-sm text-ink-soft">{t(`${shown}.why`)}</p>
        <StepContent key={shown} step={shown} sent={sent} />
        <Refusal error={error} />
        <div className="mt-5 flex flex-wrap justify-end gap-2 border-t border-line pt-4">
          <Button onClick={() => finish("skipped")} disabled={isPending}>
            {t("skip")}
          </Button>
          <Button
            variant="primary"
            type={WITH_FORM.has(shown) ? "submit" : "button"}
            form={STEP_FORM}
            onClick={leave}
            disabled={isPending}
          >
            {open.length === 1 && open[0]?.step === shown ? t("finish") : t("continue")}
          </Button>
        </div>
      </Card>
    </div>
  );
}

function NothingToDo() {
  const t = useTranslations("setup");
  return (
    <Card title={t("allSet")}>
      <p className="mb-4 text-sm text-ink-soft">{t("allSetAdvice")}</p>
      <Link to="/app/today" search={onlyBranch} className={buttonClass("primary", "min-h-9 px-3")}>
        {t("toToday")}
      </Link>
    </Card>
  );
}

const MARKS = {
  done: { icon: Check, look: "bg-accent text-on-accent" },
  skipped: { icon: Minus, look: "bg-sunken text-ink-faint" },
  open: { icon: Circle, look: "text-ink-faint" },
};

export function StateMark({ state }: { state: SetupState }) {
  const t = useTranslations("setup.states");
  const { icon: Icon, look } = MARKS[state];
  return (
    <span className={classNames("grid size-5 shrink-0 place-items-center rounded-full", look)}>
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{t(state)}</span>
    </span>
  );
}
