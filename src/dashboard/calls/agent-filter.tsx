import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { callAgentsQuery } from "../api/voice.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Select } from "../ui/select.tsx";

type AgentFilterProps = { agent: string | undefined; onChoose: (agent: string | undefined) => void };

/** Whose calls are shown. Nothing to choose where one agent answers all of them. */
export function AgentFilter(props: AgentFilterProps) {
  return (
    <PageTexts of={["callFacts"]}>
      <Choice {...props} />
    </PageTexts>
  );
}

const ALL = "all";

function Choice({ agent, onChoose }: AgentFilterProps) {
  const t = useTranslations("callFacts");
  const known = useQuery(callAgentsQuery).data?.items.map(({ agentId }) => agentId) ?? [];
  const names = agent === undefined || known.includes(agent) ? known : [agent, ...known];
  if (names.length < 2 && agent === undefined) return null;
  const options = [{ value: ALL, label: t("allAgents") }, ...names.map((value) => ({ value, label: value }))];
  return (
    <Select
      label={t("agent")}
      className="w-auto max-w-44"
      value={agent ?? ALL}
      options={options}
      onChoose={(next) => onChoose(next === ALL ? undefined : next)}
    />
  );
}
