import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ConnectionView } from "../../contracts/connections.ts";
import { ask, type Input } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Select } from "../ui/select.tsx";

type Body = Input<"POST /api/v1/voice/numbers">["body"];
const SOURCES = ["vendor", "own", "pool"] as const;
type Source = (typeof SOURCES)[number];

/** Buys a number, brings one along, or borrows one of the operator's. */
export function NumberDialog({ connections, onClose }: { connections: ConnectionView[]; onClose: () => void }) {
  const t = useTranslations("numbers");
  const { branch } = useSignedIn();
  const [source, setSource] = useState<Source>("vendor");
  const [connectionId, setConnection] = useState<string>(connections[0]?.id ?? "");
  const [e164, setNumber] = useState("+");
  const [areaCode, setAreaCode] = useState("");
  const [trunk, setTrunk] = useState("");
  const adding = useEdit({
    run: (body: Body) => ask("POST /api/v1/voice/numbers", { body }),
    said: (number) => t("added", { number: number.e164 }),
    stale: [["numbers"]],
    onDone: onClose,
  });
  const submit = () => {
    const place = { branchId: branch.id as string, connectionId };
    const area = areaCode === "" ? {} : { areaCode };
    const via = trunk === "" ? {} : { trunk: { terminationUri: trunk } };
    adding.send((source === "vendor" ? { source, ...place, ...area } : { source, ...place, e164, ...via }) as Body);
  };
  return (
    <FormDialog
      title={t("add")}
      description={t("addFor", { branch: branch.name })}
      act={t("add")}
      pending={adding.isPending}
      refusal={<Refusal error={adding.error} />}
      onSubmit={submit}
      onClose={onClose}
    >
      <Segmented
        label={t("source")}
        value={source}
        options={SOURCES.map((value) => ({ value, label: t(`ways.${value}`) }))}
        onChoose={setSource}
      />
      <Field label={t("connection")}>
        <Select
          value={connectionId}
          options={connections.map(({ id, name, provider }) => ({ value: id as string, label: name || provider }))}
          onChoose={setConnection}
        />
      </Field>
      {source === "vendor" ? (
        <Field label={t("areaCode")} hint={t("areaCodeHint")}>
          <TextInput
            inputMode="numeric"
            maxLength={3}
            value={areaCode}
            onChange={(event) => setAreaCode(event.target.value)}
          />
        </Field>
      ) : (
        <>
          <Field label={t("number")} hint={t("numberHint")}>
            <TextInput type="tel" required value={e164} onChange={(event) => setNumber(event.target.value)} />
          </Field>
          <Field label={t("trunk")} hint={t("trunkHint")}>
            <TextInput maxLength={200} value={trunk} onChange={(event) => setTrunk(event.target.value)} />
          </Field>
        </>
      )}
    </FormDialog>
  );
}
