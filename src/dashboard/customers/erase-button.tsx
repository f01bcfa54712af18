import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { UserX } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CustomerView } from "../../contracts/customers.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { notify } from "../ui/toast.ts";

/** For those who may: everything that tells who this was, gone for good. */
export function EraseButton({ customer: { id: customerId, name } }: { customer: CustomerView }) {
  const t = useTranslations("customers");
  const client = useQueryClient();
  const navigate = useNavigate();
  const { me } = useSignedIn();
  const [isAsking, setAsking] = useState(false);
  const erasing = useChange({
    run: (_: "erase", key) =>
      ask("POST /api/v1/customers/{customerId}/erase", {
        params: { customerId },
        headers: { "idempotency-key": key },
        body: {},
      }),
    onDone: () => {
      notify({ title: t("erased") });
      void navigate({ to: "/app/customers", search: onlyBranch });
      for (const key of ["customers", "appointments", "calls", "call", "calendar"])
        void client.invalidateQueries({ queryKey: [key], refetchType: key === "customers" ? "none" : "active" });
    },
  });
  if (!me.permissions.includes("customers:erase")) return null;
  return (
    <Card title={t("eraseHeading")}>
      <p className="mb-3 text-sm text-ink-soft">{t("eraseAdvice")}</p>
      <Button onClick={() => setAsking(true)}>
        <UserX aria-hidden className="size-4" /> {t("erase")}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t("eraseTitle", { name })}
        effect={t("eraseEffect")}
        act={t("erase")}
        typed={name}
        pending={erasing.isPending}
        onConfirm={() => erasing.send("erase")}
        error={<Refusal error={erasing.error} known={{ has_appointments: t("eraseUpcoming") }} />}
      />
    </Card>
  );
}
