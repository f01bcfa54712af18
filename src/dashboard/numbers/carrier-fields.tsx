import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { sendersQuery } from "../api/messages.ts";
import { Field, TextInput } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { FoundNumbers } from "./found-numbers.tsx";
import { type NumberDraft, toNumberWish } from "./number-order.ts";

type PartProps = { draft: NumberDraft; change: (changes: Partial<NumberDraft>) => void };

export function AreaCodeField({ draft, change }: PartProps) {
  const t = useTranslations("numbers");
  return (
    <Field label={t("areaCode")} hint={t("areaCodeHint")}>
      <TextInput
        inputMode="numeric"
        maxLength={3}
        value={draft.areaCode}
        onChange={({ target }) => change({ areaCode: target.value, e164: "" })}
      />
    </Field>
  );
}

/** Which account is asked, for numbers of which place, and what it has. */
export function CarrierFields({ draft, change }: PartProps) {
  const t = useTranslations("numbers");
  const senders = useQuery(sendersQuery).data;
  const carriers = (senders ?? []).filter(({ vendor }) => vendor === "telnyx" || vendor === "twilio");
  if (senders && carriers.length === 0)
    return <p className="rounded-md bg-sunken px-3 py-3 text-sm text-ink-soft">{t("noSender")}</p>;
  const wish = toNumberWish(draft);
  return (
    <>
      <Field label={t("sender")}>
        <Select
          value={draft.senderId}
          options={[
            { value: "", label: t("choose") },
            ...carriers.map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
          onChoose={(senderId) => change({ senderId, e164: "" })}
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("country")} hint={t("countryHint")}>
          <TextInput
            required
            minLength={2}
            maxLength={2}
            autoCapitalize="characters"
            value={draft.country}
            onChange={({ target }) => change({ country: target.value.toUpperCase(), e164: "" })}
          />
        </Field>
        <AreaCodeField draft={draft} change={change} />
      </div>
      {wish ? <FoundNumbers wish={wish} value={draft.e164} onChoose={(e164) => change({ e164 })} /> : null}
    </>
  );
}
