import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { AvailableNumberView } from "../../contracts/phone-numbers.ts";
import { foundNumbersQuery } from "../api/voice-vendors.ts";
import { Field } from "../ui/field.tsx";
import { usePhoneFormat } from "../ui/phone.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

type FoundNumbersProps = {
  /** Without a sender: what the operator lends. */
  wish: { senderId?: string; country?: string; areaCode?: string };
  value: string;
  onChoose: (e164: string) => void;
};

/** The numbers that can be had right now, with place and price where the carrier says them. */
export function FoundNumbers({ wish, value, onChoose }: FoundNumbersProps) {
  const t = useTranslations("numbers");
  const format = usePhoneFormat();
  const found = useQuery(foundNumbersQuery(wish));
  if (found.error) return <Refusal error={found.error} />;
  if (!found.data) return <Skeleton className="h-9" />;
  if (found.data.length === 0)
    return <p className="rounded-md bg-sunken px-3 py-3 text-sm text-ink-soft">{t("nothingFound")}</p>;
  const note = ({ locality, monthlyCost: cost, currency }: AvailableNumberView) =>
    [locality, cost === null ? null : t("monthly", { cost, currency: currency ?? "" })].filter(Boolean).join(" · ");
  const options = found.data.map((one) => ({ value: one.e164, label: format(one.e164), note: note(one) }));
  return (
    <Field label={t("number")}>
      <Select
        value={found.data.some(({ e164 }) => e164 === value) ? value : ""}
        options={[{ value: "", label: t("choose") }, ...options]}
        onChoose={onChoose}
      />
    </Field>
  );
}
