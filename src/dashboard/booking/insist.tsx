import { useTranslations } from "use-intl";
import type { OverrideReason, SlotExplanationView } from "../../contracts/booking.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { mayInsist } from "./gives-way.ts";

const REASONS = ["walk_in", "urgent", "agreed", "goodwill"] as const satisfies readonly OverrideReason[];
const QUESTIONS = { book: "insist", move: "insistMove" } as const;

type InsistProps = {
  act: keyof typeof QUESTIONS;
  explanation: SlotExplanationView;
  value: OverrideReason | "";
  onChoose: (reason: OverrideReason | "") => void;
};

/** For those who may overrule: takes a time that notice, raster or caps refuse, and says why. */
export function Insist({ act, explanation, value, onChoose }: InsistProps) {
  const t = useTranslations("booking");
  const { permissions } = useSignedIn().me;
  if (!mayInsist(permissions, explanation)) return null;
  const reasons = REASONS.map((reason) => ({ value: reason, label: t(`insistences.${reason}`) }));
  return (
    <Field label={t(QUESTIONS[act])} hint={t("insistHint")}>
      <Select
        value={value}
        options={[{ value: "", label: t("insistNot") }, ...reasons]}
        onChoose={(reason) => onChoose(reason as OverrideReason | "")}
      />
    </Field>
  );
}
