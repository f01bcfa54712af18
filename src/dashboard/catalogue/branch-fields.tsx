import { useTranslations } from "use-intl";
import type { BranchView } from "../../contracts/catalogue.ts";
import { Combobox } from "../ui/combobox.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { matchesZone, zoneOptions } from "./time-zones.ts";

export type BranchFacts = Pick<BranchView, "name" | "phone" | "address" | "timeZone">;
type BranchFieldsProps = { facts: BranchFacts; change: (changes: Partial<BranchFacts>) => void };

/** The server knows more; this much can be said beside the field, in the page's language. */
const WITH_COUNTRY_CODE = String.raw`\s*\+[\d\s\(\)\.\/\-]{6,}`;
const EXAMPLE = "+49 30 1234567";

/** What every branch has, for the two columns of a form. */
export function BranchFields({ facts, change }: BranchFieldsProps) {
  const t = useTranslations("catalogue.branch");
  const common = useTranslations("common");
  return (
    <>
      <Field label={common("name")}>
        <TextInput
          required
          maxLength={120}
          value={facts.name}
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <Field label={t("phone")} hint={EXAMPLE}>
        <TextInput
          type="tel"
          pattern={WITH_COUNTRY_CODE}
          value={facts.phone ?? ""}
          onChange={(event) => change({ phone: event.target.value || null })}
        />
      </Field>
      <Field label={t("address")} className="sm:col-span-2">
        <TextInput
          maxLength={300}
          value={facts.address}
          onChange={(event) => change({ address: event.target.value })}
        />
      </Field>
      <Field label={t("timeZone")}>
        <Combobox
          value={facts.timeZone}
          options={zoneOptions(facts.timeZone)}
          matches={matchesZone}
          onChoose={(timeZone) => timeZone && change({ timeZone })}
        />
      </Field>
    </>
  );
}
