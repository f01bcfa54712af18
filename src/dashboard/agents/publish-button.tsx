import { Rocket } from "lucide-react";
import { useTranslations } from "use-intl";
import { ask } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import { Button } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";

export function PublishButton({ branchId, connectionId }: { branchId: string; connectionId: string }) {
  const t = useTranslations("agents");
  const publishing = useEdit({
    run: () => ask("POST /api/v1/voice/agents/{branchId}/publish", { params: { branchId }, body: { connectionId } }),
    said: ({ number }) => t("published", { number }),
    stale: [["agents"]],
  });
  return (
    <>
      <Button variant="primary" disabled={publishing.isPending} onClick={() => publishing.send("go")}>
        <Rocket aria-hidden className="size-4" /> {publishing.isPending ? t("publishing") : t("publish")}
      </Button>
      <Refusal error={publishing.error} />
    </>
  );
}
