import { useTranslations } from "use-intl";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Page } from "../ui/page.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { useTitle } from "../ui/use-title.ts";
import { AuthenticatorCard } from "./authenticator-card.tsx";
import { DevicesCard } from "./devices-card.tsx";
import { EmailCard } from "./email-card.tsx";
import { HistoryCard } from "./history-card.tsx";
import { PasskeysCard } from "./passkeys-card.tsx";
import { PasswordCard } from "./password-card.tsx";
import { ProfileCard } from "./profile-card.tsx";
import { PushCard } from "./push-card.tsx";
import { RequirementCard } from "./requirement-card.tsx";
import { VisitsCard } from "./visits-card.tsx";

const TABS = ["sign-in", "devices", "account", "business"] as const;
type TabName = (typeof TABS)[number];

/** One's own account; for owners, what the business demands of everybody's. */
export function SecurityPage() {
  return (
    <PageTexts of={["security"]}>
      <SecurityContent />
    </PageTexts>
  );
}

function SecurityContent() {
  const t = useTranslations("security");
  const { permissions } = useSignedIn().me;
  const [search, patch] = useLiveSearch();
  const shown = TABS.filter((each) => each !== "business" || permissions.includes("security:read"));
  const tab = shown.find((each) => each === search.tab) ?? "sign-in";
  useTitle(t("title"));
  return (
    <Page title={t("title")} subtitle={t("subtitle")}>
      <Tabs
        label={t("title")}
        value={tab}
        tabs={shown.map((value) => ({ value, label: t(`tabs.${value}`), content: <Content tab={value} /> }))}
        onChoose={(next) => patch({ tab: next === "sign-in" ? undefined : next })}
      />
    </Page>
  );
}

function Content({ tab }: { tab: TabName }) {
  return (
    <div className="flex max-w-208 flex-col gap-5">
      {tab === "sign-in" ? (
        <>
          <PasskeysCard />
          <AuthenticatorCard />
          <PasswordCard />
        </>
      ) : null}
      {tab === "devices" ? (
        <>
          <PushCard />
          <DevicesCard />
          <HistoryCard />
        </>
      ) : null}
      {tab === "account" ? (
        <>
          <ProfileCard />
          <EmailCard />
        </>
      ) : null}
      {tab === "business" ? (
        <>
          <RequirementCard />
          <VisitsCard />
        </>
      ) : null}
    </div>
  );
}
