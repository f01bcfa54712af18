import { useQuery } from "@tanstack/react-query";
import { PhoneForwarded, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { PooledNumberView } from "../../contracts/phone-numbers.ts";
import { ask } from "../api/client.ts";
import { numberPoolQuery } from "../api/operations.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { PhoneNumber } from "../ui/phone.tsx";
import { Refusal } from "../ui/refusal.tsx";
import type { Column } from "../ui/table.tsx";
import { Id, Moment } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { usePages } from "./use-pages.ts";

/** Numbers that businesses can be lent, such as toll-free ones, and who has which. */
export function NumberPoolPage() {
  const t = useTranslations("admin.pool");
  const admin = useTranslations("admin");
  const [isAdding, setAdding] = useState(false);
  const list = useQuery(numberPoolQuery);
  return (
    <ConsoleList
      title={admin("pages.number-pool")}
      subtitle={t("subtitle")}
      actions={
        <Button variant="primary" onClick={() => setAdding(true)}>
          <Plus aria-hidden className="size-4" /> {t("add")}
        </Button>
      }
      file={{ name: "number-pool", query: () => numberPoolQuery }}
      list={list}
      pages={usePages("")}
      columns={useColumns()}
      rowKey={({ e164 }) => e164}
      empty={{ icon: PhoneForwarded, title: t("none"), advice: t("noneAdvice") }}
    >
      {isAdding ? <AddDialog onClose={() => setAdding(false)} /> : null}
    </ConsoleList>
  );
}

function useColumns(): Column<PooledNumberView>[] {
  const t = useTranslations("admin.pool");
  const admin = useTranslations("admin");
  return [
    {
      key: "e164",
      label: t("number"),
      cell: ({ e164 }) => (
        <span className="font-semibold tabular-nums">
          <PhoneNumber phone={e164} />
        </span>
      ),
    },
    {
      key: "state",
      label: t("state"),
      cell: ({ tenantId }) => <Badge tone={tenantId ? "neutral" : "good"}>{tenantId ? t("lent") : t("free")}</Badge>,
    },
    {
      key: "tenant",
      label: admin("business"),
      wide: true,
      cell: ({ tenantId }) => (tenantId ? <Id id={tenantId} /> : "–"),
    },
    {
      key: "since",
      label: t("since"),
      align: "end",
      wide: true,
      cell: ({ addedAt, assignedAt }) => <Moment at={assignedAt ?? addedAt} />,
    },
  ];
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("admin.pool");
  const [e164, setNumber] = useState("+1800");
  const adding = useEdit({
    run: (number: string) => ask("POST /api/v1/operations/number-pool", { body: { e164: number } }),
    stale: [["operations", "number-pool"]],
    onDone: onClose,
  });
  return (
    <FormDialog
      title={t("add")}
      description={t("addLead")}
      act={t("add")}
      pending={adding.isPending}
      refusal={<Refusal error={adding.error} />}
      onSubmit={() => adding.send(e164.replaceAll(/[\s()-]/g, ""))}
      onClose={onClose}
    >
      <Field label={t("number")} hint={t("numberHint")}>
        <TextInput type="tel" required value={e164} onChange={(event) => setNumber(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
