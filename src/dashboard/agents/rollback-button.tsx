import { useTranslations } from "use-intl";
import type { AgentVersionView } from "../../contracts/voice-agents.ts";
import { ask } from "../api/client.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";

export function RollbackButton({ version: { id, branchId, number } }: { version: AgentVersionView }) {
  const t = useTranslations("agents");
  return (
    <ConfirmButton
      renderButton={(open) => <Button onClick={open}>{t("rollback")}</Button>}
      title={t("rollbackTitle", { number })}
      effect={t("rollbackEffect")}
      act={t("rollback")}
      run={() =>
        ask("POST /api/v1/voice/agents/{branchId}/rollback", { params: { branchId }, body: { versionId: id } })
      }
      said={t("rolledBack", { number })}
      stale={[["agents"]]}
    />
  );
}
