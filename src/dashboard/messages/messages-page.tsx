import { useTranslations } from "use-intl";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Page } from "../ui/page.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { useTitle } from "../ui/use-title.ts";
import { Consents } from "./consents.tsx";
import { MessageLog } from "./message-log.tsx";
import { MessageSettingsTab } from "./message-settings-form.tsx";
import { Senders } from "./senders.tsx";
import { WhatsappTemplates } from "./whatsapp-templates.tsx";
import { Wordings } from "./wordings.tsx";

const TABS = ["log", "wordings", "whatsapp", "times", "numbers", "consents"] as const;

/** What customers are told, in which words, and what they answer. */
export function MessagesPage() {
  return (
    <PageTexts of={["messages", "whatsapp"]}>
      <MessagesContent />
    </PageTexts>
  );
}

function MessagesContent() {
  const t = useTranslations("messages");
  const { permissions } = useSignedIn().me;
  const [search, patch] = useLiveSearch();
  useTitle(t("title"));
  const tabs = TABS.filter((each) => each !== "numbers" || permissions.includes("connections:read"));
  const tab = tabs.find((each) => each === search.tab) ?? "log";
  const content = {
    log: <MessageLog />,
    wordings: <Wordings />,
    whatsapp: <WhatsappTemplates />,
    times: <MessageSettingsTab />,
    numbers: <Senders />,
    consents: <Consents />,
  };
  return (
    <Page title={t("title")} subtitle={t("subtitle")}>
      <Tabs
        label={t("title")}
        value={tab}
        tabs={tabs.map((value) => ({ value, label: t(`tabs.${value}`), content: content[value] }))}
        onChoose={(next) => patch({ tab: next === "log" ? undefined : next, status: undefined })}
      />
    </Page>
  );
}
