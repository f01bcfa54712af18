import { Bot } from "lucide-react";
import { useTranslations } from "use-intl";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Code } from "../ui/code.tsx";
import { Card } from "../ui/page.tsx";

/** How an AI agent gets to this business: by the address of MCP and one of its keys. */
export function AgentsCard() {
  return (
    <PageTexts of={["mcp"]}>
      <Content />
    </PageTexts>
  );
}

function Content() {
  const t = useTranslations("mcp");
  const address = `${location.origin}/mcp`;
  return (
    <Card title={t("title")} aside={<Bot aria-hidden className="size-4 text-ink-faint" />}>
      <p className="max-w-prose text-sm text-ink-soft">{t("about")}</p>
      <dl className="mt-4 grid gap-4 text-sm">
        <div>
          <dt className="mb-1 font-medium">{t("address")}</dt>
          <dd>
            <Code text={address} what={t("copyAddress")} />
          </dd>
        </div>
        <div>
          <dt className="mb-1 font-medium">{t("settings")}</dt>
          <dd>
            <Code text={settingsOf(address)} what={t("copySettings")} />
          </dd>
        </div>
      </dl>
      <p className="mt-4 max-w-prose text-xs text-ink-faint">{t("scopes")}</p>
    </Card>
  );
}

/** As MCP clients keep it. The key is the reader's own to put in. */
function settingsOf(url: string): string {
  const frontdesk = { type: "http", url, headers: { Authorization: "Bearer fd_live_..." } };
  return JSON.stringify({ mcpServers: { frontdesk } });
}
