import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { OverrideReason } from "../../contracts/booking.ts";
import { explainQuery } from "../api/booking.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { givesWay } from "./gives-way.ts";

const REASONS = ["walk_in", "urgent", "agreed", "goodwill"] as const satisfies readonly OverrideReason[];

type InsistProps = {
  /** The time as `WhyNot` explains it. */
  wish: { serviceId: string; startsAt: string; staffId?: string };
  value: OverrideReason | "";
  onChoose: (reason: OverrideReason | "") => void;
};

/** For those who may overrule: takes a time that notice, raster or caps refuse, and says why. */
export function Insist({ wish, value, onChoose }: InsistProps) {
  const t = useTranslations("booking");
  const { me, branch } = useSignedIn();
  const explanation = useQuery(explainQuery(branch.id, wish)).data;
  if (!explanation || !givesWay(explanation) || !me.permissions.includes("appointments:override")) return null;
  const reasons = REASONS.map((reason) => ({ value: reason, label: t(`insistences.${reason}`) }));
  return (
    <Field label={t("insist")} hint={t("insistHint")}>
      <Select
        value={value}
        options={[{ value: "", label: t("insistNot") }, ...reasons]}
        onChoose={(reason) => onChoose(reason as OverrideReason | "")}
      />
    </Field>
  );
}
