import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { callSettingsQuery, voiceSettingsQuery } from "../api/voice.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { WebCallButton } from "../calls/web-call-button.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { OutboundSettingsCard } from "../outbound/outbound-settings.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Page } from "../ui/page.tsx";
import { useTitle } from "../ui/use-title.ts";
import { AgentAssignments } from "./agent-assignments.tsx";
import { CallSettingsForm } from "./call-settings-form.tsx";
import { CallerLists } from "./caller-lists.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { TransferRules } from "./transfer-rules.tsx";

export function VoicePage() {
  return (
    <PageTexts of={["callSettings", "outbound", "voice", "webCall"]}>
      <AgentOfBranch />
    </PageTexts>
  );
}

/** How the agent of this branch speaks, whom it puts through, and whom it turns away. */
function AgentOfBranch() {
  const t = useTranslations("voice");
  const { branch, me } = useSignedIn();
  useTitle(t("title"));
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle", { branch: branch.name })}
      actions={<WebCallButton branchId={branch.id} />}
    >
      <div className="flex max-w-208 flex-col gap-5">
        <Loaded query={useQuery(voiceSettingsQuery(branch.id))} rows={8}>
          {(settings) => <SettingsForm key={`${settings.branchId}${settings.updatedAt}`} settings={settings} />}
        </Loaded>
        <Loaded query={useQuery(callSettingsQuery)} rows={3}>
          {(settings) => <CallSettingsForm key={settings.updatedAt ?? ""} settings={settings} />}
        </Loaded>
        <TransferRules />
        <CallerLists />
        <OutboundSettingsCard />
        {me.permissions.includes("connections:read") ? <AgentAssignments /> : null}
      </div>
    </Page>
  );
}
