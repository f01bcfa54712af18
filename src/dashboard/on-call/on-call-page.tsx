import { useTranslations } from "use-intl";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Page } from "../ui/page.tsx";
import { useTitle } from "../ui/use-title.ts";
import { Alerts } from "./alerts.tsx";
import { OnCallSettingsCard } from "./on-call-settings.tsx";
import { Rota } from "./rota.tsx";

export function OnCallPage() {
  return (
    <PageTexts of={["onCall"]}>
      <OnCallContent />
    </PageTexts>
  );
}

/** Emergencies, whom they rang, and who is rung next time. */
function OnCallContent() {
  const t = useTranslations("onCall");
  const { permissions } = useSignedIn().me;
  useTitle(t("title"));
  return (
    <Page title={t("title")} subtitle={t("subtitle")}>
      <div className="flex max-w-208 flex-col gap-5">
        <Alerts />
        {permissions.includes("voice:read") ? (
          <>
            <Rota />
            <OnCallSettingsCard />
          </>
        ) : null}
      </div>
    </Page>
  );
}
