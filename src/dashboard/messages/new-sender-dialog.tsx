import { useState } from "react";
import { useTranslations } from "use-intl";
import type { SenderSecret } from "../../contracts/messaging.ts";
import { ask, type Input } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";

type Vendor = SenderSecret["vendor"];
type Body = Input<"POST /api/v1/message-senders">["body"];

/** What each vendor wants to know, and which of it is secret. */
const FIELDS = {
  twilio: [
    { name: "accountSid", isSecret: false },
    { name: "authToken", isSecret: true },
  ],
  telnyx: [
    { name: "apiKey", isSecret: true },
    { name: "publicKey", isSecret: false },
  ],
  whatsapp: [
    { name: "phoneNumberId", isSecret: false },
    { name: "businessAccountId", isSecret: false },
    { name: "accessToken", isSecret: true },
    { name: "appSecret", isSecret: true },
    { name: "verifyToken", isSecret: true },
  ],
} as const;

export function NewSenderDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("messages.senders");
  const vendors = useTranslations("messages.vendors");
  const common = useTranslations("common");
  const [vendor, setVendor] = useState<Vendor>("twilio");
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const [secret, setSecret] = useState<Record<string, string>>({});
  const adding = useEdit({
    run: (body: Body) => ask("POST /api/v1/message-senders", { body }),
    stale: [["messages", "senders"]],
    onDone: onClose,
  });
  const choose = (next: Vendor) => {
    setVendor(next);
    setSecret({});
  };
  // Checked by the server, which names each field that is wrong.
  const body = () => ({ name, address: address.replaceAll(" ", ""), secret: { vendor, ...secret } }) as Body;
  return (
    <FormDialog
      wide
      title={t("add")}
      description={t("addWhy")}
      act={common("save")}
      pending={adding.isPending}
      refusal={<Refusal error={adding.error} />}
      onSubmit={() => adding.send(body())}
      onClose={onClose}
    >
      <Segmented
        label={t("vendor")}
        value={vendor}
        options={(["twilio", "telnyx", "whatsapp"] as const).map((value) => ({ value, label: vendors(value) }))}
        onChoose={choose}
      />
      <Field label={common("name")}>
        <TextInput required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t("address")} hint={t("addressHint")}>
        <TextInput type="tel" required value={address} onChange={(event) => setAddress(event.target.value)} />
      </Field>
      {FIELDS[vendor].map((field) => (
        <Field key={field.name} label={t(`fields.${field.name}`)}>
          <TextInput
            required
            type={field.isSecret ? "password" : "text"}
            autoComplete="off"
            value={secret[field.name] ?? ""}
            onChange={(event) => setSecret({ ...secret, [field.name]: event.target.value.trim() })}
          />
        </Field>
      ))}
    </FormDialog>
  );
}
