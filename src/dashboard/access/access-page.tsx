import { useTranslations } from "use-intl";
import { PageTexts } from "../i18n/page-texts.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Page } from "../ui/page.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { useTitle } from "../ui/use-title.ts";
import { ApiKeys } from "./api-keys.tsx";
import { ApiLog } from "./api-log.tsx";
import { Deliveries } from "./deliveries.tsx";
import { Endpoints } from "./endpoints.tsx";

const TABS = ["keys", "log", "webhooks", "deliveries"] as const;

/** What other software may do here, and what it is told. */
export function AccessPage() {
  return (
    <PageTexts of={["access", "mcp"]}>
      <AccessContent />
    </PageTexts>
  );
}

function AccessContent() {
  const t = useTranslations("access");
  const [search, patch] = useLiveSearch();
  const tab = TABS.find((each) => each === search.tab) ?? "keys";
  useTitle(t("title"));
  const content = { keys: <ApiKeys />, log: <ApiLog />, webhooks: <Endpoints />, deliveries: <Deliveries /> };
  const docs = (
    <a className="underline underline-offset-3" href="/docs">
      {t("docs")}
    </a>
  );
  return (
    <Page
      title={t("title")}
      subtitle={
        <>
          {t("subtitle")} {docs}
        </>
      }
    >
      <Tabs
        label={t("title")}
        value={tab}
        tabs={TABS.map((value) => ({ value, label: t(`tabs.${value}`), content: content[value] }))}
        onChoose={(next) => patch({ tab: next === "keys" ? undefined : next, status: undefined, q: undefined })}
      />
    </Page>
  );
}
