import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { NewApiKeyView } from "../../contracts/api-keys.ts";
import { ask, type Input } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Select } from "../ui/select.tsx";
import { type KeyScope, scopesFor } from "./key-scopes.ts";

const LIVES = ["none", "30", "90", "365"] as const;
const DAY_MS = 86_400_000;

type NewKeyDialogProps = { onClose: () => void; onMade: (key: NewApiKeyView) => void };

export function NewKeyDialog({ onClose, onMade }: NewKeyDialogProps) {
  const t = useTranslations("access.keys");
  const common = useTranslations("common");
  const client = useQueryClient();
  const formId = useId();
  const [name, setName] = useState("");
  const [mode, setMode] = useState<"live" | "test">("live");
  const [days, setDays] = useState<(typeof LIVES)[number]>("none");
  const [scopes, setScopes] = useState<KeyScope[]>([]);
  const making = useChange({
    run: (body: Input<"POST /api/v1/api-keys">["body"], key) =>
      ask("POST /api/v1/api-keys", { headers: { "idempotency-key": key }, body }),
    onDone: (made) => {
      void client.invalidateQueries({ queryKey: ["api-keys"] });
      onClose();
      onMade(made);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const expiresAt = days === "none" ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    making.send({ name, mode, scopes, expiresAt });
  };
  const foot = (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button variant="primary" type="submit" form={formId} disabled={making.isPending || scopes.length === 0}>
        {t("make")}
      </Button>
    </>
  );
  return (
    <Dialog open wide onClose={onClose} title={t("new")} foot={foot}>
      <Form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={common("name")} hint={t("nameHint")}>
          <TextInput required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <div className="flex flex-wrap items-end gap-4">
          <Segmented
            label={t("mode")}
            value={mode}
            options={(["live", "test"] as const).map((value) => ({ value, label: t(value) }))}
            onChoose={(next) => {
              setMode(next);
              setScopes([]);
            }}
          />
          <Field label={t("life")} className="min-w-40">
            <Select
              value={days}
              options={LIVES.map((value) => ({ value, label: t(`lives.${value}`) }))}
              onChoose={setDays}
            />
          </Field>
        </div>
        {mode === "test" ? <p className="text-xs text-ink-faint">{t("testHint")}</p> : null}
        <Scopes chosen={scopes} onChange={setScopes} mode={mode} />
        <Refusal error={making.error} />
      </Form>
    </Dialog>
  );
}

type ScopesProps = { chosen: KeyScope[]; onChange: (scopes: KeyScope[]) => void; mode: "live" | "test" };

/** Only what one may do oneself; a test key only reads. */
function Scopes({ chosen, onChange, mode }: ScopesProps) {
  const t = useTranslations("access.keys");
  const { permissions } = useSignedIn().me;
  const offered = scopesFor(permissions, mode);
  const toggle = (name: KeyScope, isOn: boolean) =>
    onChange(isOn ? [...chosen, name] : chosen.filter((each) => each !== name));
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium text-ink-soft">{t("scopes")}</legend>
      <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
        {offered.map((name) => (
          <label key={name} className="flex min-h-8 items-center gap-2.5 text-sm">
            <input
              type="checkbox"
              className="size-4 accent-(--color-accent)"
              checked={chosen.includes(name)}
              onChange={(event) => toggle(name, event.target.checked)}
            />
            <code className="font-mono text-xs">{name}</code>
          </label>
        ))}
      </div>
      <Button className="mt-2" onClick={() => onChange(chosen.length === offered.length ? [] : offered)}>
        {chosen.length === offered.length ? t("none") : t("all")}
      </Button>
    </fieldset>
  );
}
