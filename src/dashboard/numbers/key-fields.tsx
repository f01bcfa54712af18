import { useTranslations } from "use-intl";
import type { ConnectionView } from "../../contracts/connections.ts";
import { Field, TextInput } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";

const METHODS = ["bearer", "hmac"] as const;

export type Keys = { method: (typeof METHODS)[number]; secret: string; apiKey: string; webhookCredential: string };

export const NO_KEYS: Keys = { method: "bearer", secret: "", apiKey: "", webhookCredential: "" };

type KeyFieldsProps = { provider: ConnectionView["provider"]; keys: Keys; onChange: (changes: Partial<Keys>) => void };

/** Retell has one key for all. Vapi's webhooks prove themselves by a credential of their own. */
export function KeyFields({ provider, keys, onChange }: KeyFieldsProps) {
  const t = useTranslations("numbers.accounts");
  const secret = { value: keys.secret, onChange: (next: string) => onChange({ secret: next }) };
  if (provider === "retell") return <KeyField what="retellKey" required minLength={8} {...secret} />;
  return (
    <>
      <Segmented
        label={t("method")}
        value={keys.method}
        options={METHODS.map((value) => ({ value, label: t(`methods.${value}`) }))}
        onChoose={(method) => onChange({ method })}
      />
      <KeyField what="vapiSecret" required minLength={16} {...secret} />
      <KeyField what="vapiKey" minLength={16} value={keys.apiKey} onChange={(apiKey) => onChange({ apiKey })} />
      {keys.method === "hmac" ? (
        <Field label={t("credential")} hint={t("credentialHint")}>
          <TextInput
            maxLength={100}
            value={keys.webhookCredential}
            onChange={(event) => onChange({ webhookCredential: event.target.value })}
          />
        </Field>
      ) : null}
    </>
  );
}

type KeyFieldProps = {
  what: "retellKey" | "vapiSecret" | "vapiKey";
  required?: boolean;
  minLength: number;
  value: string;
  onChange: (value: string) => void;
};

function KeyField({ what, onChange, ...input }: KeyFieldProps) {
  const t = useTranslations("numbers.accounts");
  return (
    <Field label={t(what)} hint={t(`${what}Hint`)}>
      <TextInput
        type="password"
        autoComplete="off"
        maxLength={200}
        onChange={(event) => onChange(event.target.value)}
        {...input}
      />
    </Field>
  );
}
