import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ConnectionView } from "../../contracts/connections.ts";
import { ask } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { usePhoneFormat } from "../ui/phone.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Select } from "../ui/select.tsx";
import { AreaCodeField, CarrierFields } from "./carrier-fields.tsx";
import { FoundNumbers } from "./found-numbers.tsx";
import { type NumberDraft, type NumberOrderBody, toNumberOrder, WAYS } from "./number-order.ts";

/** Buys a number, orders one at a carrier, brings one along, or borrows one of the operator's. */
export function NumberDialog({ connections, onClose }: { connections: ConnectionView[]; onClose: () => void }) {
  const t = useTranslations("numbers");
  const format = usePhoneFormat();
  const { branch } = useSignedIn();
  const [draft, setDraft] = useState<NumberDraft>(() => firstDraft(connections[0]?.id ?? ""));
  const change = (changes: Partial<NumberDraft>) => setDraft((known) => ({ ...known, ...changes }));
  const adding = useEdit({
    run: (body: NumberOrderBody) => ask("POST /api/v1/voice/numbers", { body }),
    said: ({ e164 }) => t("added", { number: format(e164) }),
    stale: [["numbers"]],
    onDone: onClose,
  });
  const { source } = draft;
  return (
    <FormDialog
      title={t("add")}
      description={t("addFor", { branch: branch.name })}
      act={t("add")}
      pending={adding.isPending}
      ready={source === "vendor" || source === "own" || draft.e164 !== ""}
      refusal={<Refusal error={adding.error} />}
      onSubmit={() => adding.send(toNumberOrder(branch.id, draft))}
      onClose={onClose}
    >
      <Segmented
        label={t("source")}
        value={source}
        options={WAYS.map((value) => ({ value, label: t(`ways.${value}`) }))}
        onChoose={(value) => change({ source: value, e164: value === "own" ? "+" : "" })}
      />
      <Field label={t("connection")}>
        <Select
          value={draft.connectionId}
          options={connections.map(({ id, name, provider }) => ({ value: id as string, label: name || provider }))}
          onChoose={(connectionId) => change({ connectionId })}
        />
      </Field>
      {source === "vendor" ? <AreaCodeField draft={draft} change={change} /> : null}
      {source === "carrier" ? <CarrierFields draft={draft} change={change} /> : null}
      {source === "pool" ? <FoundNumbers wish={{}} value={draft.e164} onChoose={(e164) => change({ e164 })} /> : null}
      {source === "own" ? (
        <Field label={t("number")} hint={t("numberHint")}>
          <TextInput type="tel" required value={draft.e164} onChange={({ target }) => change({ e164: target.value })} />
        </Field>
      ) : null}
      {source === "vendor" ? null : (
        <Field label={t("trunk")} hint={t("trunkHint")}>
          <TextInput maxLength={200} value={draft.trunk} onChange={({ target }) => change({ trunk: target.value })} />
        </Field>
      )}
    </FormDialog>
  );
}

function firstDraft(connectionId: string): NumberDraft {
  return { source: "vendor", connectionId, senderId: "", country: "US", areaCode: "", e164: "", trunk: "" };
}
