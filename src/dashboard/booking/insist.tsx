import { useTranslations } from "use-intl";
import type { OverrideReason, SlotExplanationView } from "../../contracts/booking.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useNow } from "../live/clock.ts";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { insisting } from "./gives-way.ts";

const REASONS = ["walk_in", "urgent", "agreed", "goodwill"] as const satisfies readonly OverrideReason[];
const QUESTIONS = { book: "insist", move: "insistMove" } as const;

type InsistProps = {
  act: keyof typeof QUESTIONS;
  explanation: SlotExplanationView;
  startsAt: string | null;
  value: OverrideReason | "";
  onChoose: (reason: OverrideReason | "") => void;
};

/** For those who may overrule: takes a time that notice, raster or caps refuse, and says why. */
export function Insist({ act, explanation, startsAt, value, onChoose }: InsistProps) {
  const t = useTranslations("booking");
  const { permissions } = useSignedIn().me;
  const stands = insisting(permissions, { explanation, startsAt }, useNow(60_000));
  if (stands === null) return null;
  if (stands === "too_late") return <p className="text-sm text-ink-soft">{t("past")}</p>;
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
