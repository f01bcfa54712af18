import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { QuarantinedEventView } from "../../contracts/quarantine.ts";
import { ask } from "../api/client.ts";
import { tenantQuery } from "../api/operations.ts";
import { useChange } from "../api/use-change.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";
import { notify } from "../ui/toast.ts";

type AssignDialogProps = { event: QuarantinedEventView; known: Record<string, string>; onClose: () => void };

/** Puts an event where it belongs, among the branches of its connection's business. */
export function AssignDialog({ event, known, onClose }: AssignDialogProps) {
  const t = useTranslations("admin.quarantine");
  const common = useTranslations("common");
  const client = useQueryClient();
  const tenant = useQuery(tenantQuery(event.tenantId));
  const branches = tenant.data?.branches ?? [];
  const [chosen, setChosen] = useState<string | null>(event.evidence.suggestion);
  const [remembersAgent, setRemembers] = useState(false);
  const branchId = chosen ?? branches[0]?.id ?? "";
  const assigning = useChange({
    run: (body: { branchId: string; remembersAgent: boolean }, key) =>
      ask("POST /api/v1/operations/quarantine/{eventId}/assign", {
        params: { eventId: event.id },
        headers: { "idempotency-key": key },
        body,
      }),
    onDone: () => {
      notify({ title: t("assigned") });
      onClose();
      void client.invalidateQueries({ queryKey: ["operations"] });
    },
  });
  const foot = (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button
        variant="primary"
        disabled={branchId === "" || assigning.isPending}
        onClick={() => assigning.send({ branchId, remembersAgent })}
      >
        {t("assign")}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={t("assignTitle")} description={t("assignEffect")} foot={foot}>
      <div className="flex flex-col gap-4">
        <Field label={t("branch")}>
          <Select
            value={branchId}
            options={branches.map(({ id, name }) => ({ value: id as string, label: name }))}
            onChoose={setChosen}
          />
        </Field>
        <Switch label={t("remembers")} checked={remembersAgent} onToggle={setRemembers} />
        <Refusal error={assigning.error ?? tenant.error} known={known} />
      </div>
    </Dialog>
  );
}
