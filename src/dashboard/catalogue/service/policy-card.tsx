import { useTranslations } from "use-intl";
import type { ServiceView } from "../../../contracts/catalogue.ts";
import { Field, TextInput } from "../../ui/field.tsx";
import { Card } from "../../ui/page.tsx";
import { Select } from "../../ui/select.tsx";
import { OptionalNumber } from "../optional-number.tsx";
import type { PartProps } from "./part.ts";

const SELECTIONS: ServiceView["selection"][] = ["least_busy", "round_robin", "priority"];

/** What customers are told and asked to keep to, and who serves those who do not mind. */
export function PolicyCard({ service, change }: PartProps) {
  const t = useTranslations("service");
  return (
    <Card title={t("policy")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("aliases")} hint={t("aliasesHint")} className="sm:col-span-2">
          <TextInput
            maxLength={500}
            defaultValue={service.aliases.join(", ")}
            onChange={(event) => change({ aliases: readList(event.target.value) })}
          />
        </Field>
        <OptionalNumber
          label={t("freeCancelHours")}
          hint={t("freeCancelHint")}
          none={t("always")}
          min={0}
          max={720}
          value={service.freeCancelHours}
          onChange={(freeCancelHours) => change({ freeCancelHours })}
        />
        <OptionalNumber
          label={t("depositIn", { currency: service.currency })}
          none={t("noDeposit")}
          min={0.01}
          step="0.01"
          value={service.depositMinor === null ? null : service.depositMinor / 100}
          onChange={(deposit) => change({ depositMinor: deposit === null ? null : Math.round(deposit * 100) })}
        />
        <OptionalNumber
          label={t("approvalHours")}
          hint={t("approvalHint")}
          none={t("noApproval")}
          min={1}
          max={336}
          value={service.approvalHours}
          onChange={(approvalHours) => change({ approvalHours })}
        />
        <Field label={t("selection")}>
          <Select
            value={service.selection}
            options={SELECTIONS.map((value) => ({ value, label: t(`selections.${value}`) }))}
            onChoose={(selection) => change({ selection })}
          />
        </Field>
      </div>
    </Card>
  );
}

function readList(text: string): string[] {
  const words = text.split(",").map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== ""))];
}
