import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CustomerView } from "../../contracts/customers.ts";
import { ask, type Input } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import { Field, TextArea } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";

type Body = Input<"POST /api/v1/customers/{customerId}/messages">["body"];

/** A few words to one customer, by what they can be reached. */
export function WriteDialog({ customer, onClose }: { customer: CustomerView; onClose: () => void }) {
  const t = useTranslations("messages");
  const channels = (["sms", "email"] as const).filter((each) => (each === "sms" ? customer.phone : customer.email));
  const [channel, setChannel] = useState<Body["channel"]>(channels[0] ?? "sms");
  const [text, setText] = useState("");
  const sending = useEdit({
    run: (body: Body) =>
      ask("POST /api/v1/customers/{customerId}/messages", { params: { customerId: customer.id }, body }),
    stale: [["messages", "log"]],
    said: () => t("queued"),
    onDone: onClose,
  });
  return (
    <FormDialog
      title={t("writeTo", { name: customer.name })}
      act={t("send")}
      pending={sending.isPending}
      ready={channels.length > 0 && text.trim() !== ""}
      refusal={channels.length > 0 ? <Refusal error={sending.error} /> : <p className="text-sm">{t("noWay")}</p>}
      onSubmit={() => sending.send({ channel, text })}
      onClose={onClose}
    >
      {channels.length > 1 ? (
        <Segmented
          label={t("channel")}
          value={channel}
          options={channels.map((value) => ({ value, label: t(`channels.${value}`) }))}
          onChoose={setChannel}
        />
      ) : null}
      <Field label={t("words")}>
        <TextArea rows={4} maxLength={1000} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
