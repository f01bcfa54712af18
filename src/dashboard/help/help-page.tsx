import { useState } from "react";
import { useTranslations } from "use-intl";
import { openHelp } from "../app/shortcuts-state.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Button } from "../ui/button.tsx";
import { later } from "../ui/later.tsx";
import { Card, Page } from "../ui/page.tsx";
import { useTitle } from "../ui/use-title.ts";

const FeedbackDialog = later(async () => (await import("./feedback-dialog.tsx")).FeedbackDialog);

const QUESTIONS = ["book", "move", "closed", "hold", "waitlist", "call", "team", "lost"] as const;

export function HelpPage() {
  return (
    <PageTexts of={["help"]}>
      <Help />
    </PageTexts>
  );
}

function Help() {
  const t = useTranslations("help");
  const { me } = useSignedIn();
  const [isTelling, setTelling] = useState(false);
  useTitle(t("title"));
  return (
    <Page title={t("title")} subtitle={t("subtitle")}>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card title={t("questions")} flush>
          {QUESTIONS.map((question) => (
            <details key={question} className="group border-b border-line last:border-b-0">
              <summary className="cursor-pointer px-4 py-3 text-sm font-medium hover:bg-hover/50">
                {t(`faq.${question}.ask`)}
              </summary>
              <p className="px-4 pb-4 text-sm text-ink-soft">{t(`faq.${question}.answer`)}</p>
            </details>
          ))}
        </Card>
        <div className="flex flex-col gap-5">
          <Card title={t("links")}>
            <ul className="flex flex-col items-start gap-2 text-sm">
              <li>
                <Button onClick={openHelp}>{t("shortcuts")}</Button>
              </li>
              <li>
                <a className="inline-block min-h-6 underline underline-offset-3" href={`/b/${me.tenant.slug}`}>
                  {t("bookingPage")}
                </a>
              </li>
              <li>
                <a className="inline-block min-h-6 underline underline-offset-3" href="/docs">
                  {t("apiDocs")}
                </a>
              </li>
            </ul>
          </Card>
          {me.impersonation ? null : (
            <Card title={t("feedback")}>
              <p className="mb-3 text-sm text-ink-soft">{t("feedbackAdvice")}</p>
              <Button onClick={() => setTelling(true)}>{t("giveFeedback")}</Button>
            </Card>
          )}
        </div>
      </div>
      {isTelling ? <FeedbackDialog onClose={() => setTelling(false)} /> : null}
    </Page>
  );
}
