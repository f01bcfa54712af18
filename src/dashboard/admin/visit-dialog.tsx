import { type ReactNode, useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { TenantDetailView } from "../../contracts/operations.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, TextArea } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";

const MINUTES = ["15", "30", "60"] as const;
const REASON = { min: 10, max: 500 };
type Visit = { tenantId: string; reason: string; minutes: number; mode: "read" | "write" };

/** Into a business's own dashboard: for a reason, for a time, and in its sight. */
export function VisitDialog({ tenant, onClose }: { tenant: TenantDetailView; onClose: () => void }) {
  const t = useTranslations("admin.tenant");
  const common = useTranslations("common");
  const form = useId();
  const [reason, setReason] = useState("");
  const [minutes, setMinutes] = useState<(typeof MINUTES)[number]>("30");
  const [mode, setMode] = useState<"read" | "write">("read");
  const visiting = useChange({
    run: (body: Visit) => ask("POST /api/v1/operations/impersonations", { body }),
    onDone: () => location.assign("/app"),
  });
  const isReady = reason.trim().length >= REASON.min;
  const foot = (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button variant="primary" type="submit" form={form} disabled={!isReady || visiting.isPending}>
        {t("visit")}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("visitTitle", { name: tenant.name })}
      description={t("visitEffect")}
      foot={foot}
    >
      <Form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) visiting.send({ tenantId: tenant.id, reason: reason.trim(), minutes: Number(minutes), mode });
        }}
      >
        <Field label={t("reason")} hint={t("reasonRule")}>
          <TextArea value={reason} maxLength={REASON.max} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <Choice label={t("minutes")}>
          <Segmented
            label={t("minutes")}
            value={minutes}
            options={MINUTES.map((value) => ({ value, label: t("minutesText", { count: Number(value) }) }))}
            onChoose={setMinutes}
          />
        </Choice>
        <Choice label={t("mode")}>
          <Segmented
            label={t("mode")}
            value={mode}
            options={(["read", "write"] as const).map((value) => ({ value, label: t(value) }))}
            onChoose={setMode}
          />
        </Choice>
        <Refusal error={visiting.error} />
      </Form>
    </Dialog>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col items-start gap-1.5">
      <span className="text-sm font-medium text-ink-soft">{label}</span>
      {children}
    </div>
  );
}
