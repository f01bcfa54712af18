import { useTranslations } from "use-intl";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import type { Scope } from "./group-target.ts";

type ScopeFieldProps = { scopes: readonly Scope[]; value: Scope; onChoose: (scope: Scope) => void };

/** What of it is meant. Nothing to choose, nothing shown. */
export function ScopeField({ scopes, value, onChoose }: ScopeFieldProps) {
  const t = useTranslations("series");
  if (scopes.length < 2) return null;
  const options = scopes.map((scope) => ({ value: scope, label: t(`scopes.${scope}`) }));
  return (
    <Field label={t("scope")}>
      <Select value={value} options={options} onChoose={onChoose} />
    </Field>
  );
}
