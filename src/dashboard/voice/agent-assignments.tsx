import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ConnectionView } from "../../contracts/connections.ts";
import { ask, type Input } from "../api/client.ts";
import { assignmentsQuery, voiceConnectionsQuery } from "../api/voice.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { FormCard } from "../security/form-card.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Refusal } from "../ui/refusal.tsx";

type Body = Input<"PUT /api/v1/connections/{connectionId}/agents">["body"];
const PROVIDERS = { retell: "Retell", vapi: "Vapi" } as const;

/** Which of a provider's agents stand for this branch, for calls whose number does not tell. */
export function AgentAssignments() {
  const { data } = useQuery(voiceConnectionsQuery);
  return data?.items.map((connection) => <OfConnection key={connection.id} connection={connection} />);
}

function OfConnection({ connection }: { connection: ConnectionView }) {
  const query = useQuery(assignmentsQuery(connection.id));
  return (
    <Loaded query={query} rows={2}>
      {({ agents }) => <AssignmentForm key={JSON.stringify(agents)} connection={connection} agents={agents} />}
    </Loaded>
  );
}

function AssignmentForm({ connection, agents }: { connection: ConnectionView; agents: Body["agents"] }) {
  const t = useTranslations("voice");
  const common = useTranslations("common");
  const { branch, me } = useSignedIn();
  const mine = agents.filter(({ branchId }) => branchId === branch.id).map(({ agent }) => agent);
  const [text, setText] = useState(mine.join(", "));
  const saving = useEdit({
    run: (body: Body) =>
      ask("PUT /api/v1/connections/{connectionId}/agents", { params: { connectionId: connection.id }, body }),
    stale: [["voice", "assignments"]],
  });
  const submit = () => {
    const ids = text
      .split(",")
      .map((id) => id.trim())
      .filter(Boolean);
    const others = agents.filter(({ agent, branchId }) => branchId !== branch.id && !ids.includes(agent));
    saving.send({ agents: [...others, ...ids.map((agent) => ({ agent, branchId: branch.id }))] });
  };
  const name = connection.name || PROVIDERS[connection.provider];
  return (
    <FormCard
      title={t("agentsOf", { name })}
      why={t("agentsWhy", { branch: branch.name })}
      act={common("save")}
      pending={saving.isPending}
      ready={me.permissions.includes("voice:write")}
      refusal={<Refusal error={saving.error} />}
      onSubmit={submit}
    >
      <Field label={t(`agentIds.${connection.provider}`)} hint={t("agentIdsHint")}>
        <TextInput maxLength={2_000} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
    </FormCard>
  );
}
