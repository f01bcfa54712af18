import { useTranslations } from "use-intl";
import { PageTexts } from "../i18n/page-texts.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Page } from "../ui/page.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { useTitle } from "../ui/use-title.ts";
import { Feeds } from "./feeds.tsx";
import { Subscriptions } from "./subscriptions.tsx";

const TABS = ["subscriptions", "feeds"] as const;

/** Calendars that are kept elsewhere: what they tell us, and what they are told. */
export function CalendarsPage() {
  return (
    <PageTexts of={["access", "calendars"]}>
      <CalendarsContent />
    </PageTexts>
  );
}

function CalendarsContent() {
  const t = useTranslations("calendars");
  const [search, patch] = useLiveSearch();
  const tab = TABS.find((each) => each === search.tab) ?? "subscriptions";
  useTitle(t("title"));
  const content = { subscriptions: <Subscriptions />, feeds: <Feeds /> };
  return (
    <Page title={t("title")} subtitle={t("subtitle")}>
      <Tabs
        label={t("title")}
        value={tab}
        tabs={TABS.map((value) => ({ value, label: t(`tabs.${value}`), content: content[value] }))}
        onChoose={(next) => patch({ tab: next === "subscriptions" ? undefined : next, status: undefined })}
      />
    </Page>
  );
}
