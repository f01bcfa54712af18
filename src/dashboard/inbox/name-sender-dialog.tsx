import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ConversationDetail } from "../../contracts/conversations.ts";
import { ask, type Input } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import { CustomerSearch } from "../customers/customer-search.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { usePhoneFormat } from "../ui/phone.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { INBOX } from "./use-conversation-acts.ts";

type Body = Input<"POST /api/v1/conversations/{conversationId}/customer">["body"];
type Props = { conversation: ConversationDetail; onClose: () => void };

/** Says who an unknown sender is: a customer that there is, or a new one. */
export function NameSenderDialog({ conversation: { id, address }, onClose }: Props) {
  const t = useTranslations("inbox");
  const format = usePhoneFormat();
  const [, patch] = useLiveSearch();
  const naming = useEdit({
    run: (body: Body) =>
      ask("POST /api/v1/conversations/{conversationId}/customer", { params: { conversationId: id }, body }),
    stale: [...INBOX, ["customers"], ["leads"]],
    said: ({ customer }) => t("who.done", { name: customer?.name ?? "" }),
    onDone: (joined) => {
      onClose();
      // With one who has written before, it goes on in theirs.
      patch({ conversation: joined.id });
    },
  });
  const title = address ? t("who.titleOf", { address: format(address) }) : t("who.title");
  return (
    <Dialog open onClose={onClose} title={title} description={t("who.advice")}>
      <div className="grid gap-5">
        <CustomerSearch
          act={t("who.pick")}
          pending={naming.isPending}
          onPick={(customerId) => naming.send({ customerId } as Body)}
        />
        <NewOne pending={naming.isPending} onName={(name) => naming.send({ name })} />
        <Refusal error={naming.error} />
      </div>
    </Dialog>
  );
}

function NewOne({ pending, onName }: { pending: boolean; onName: (name: string) => void }) {
  const t = useTranslations("inbox");
  const [name, setName] = useState("");
  return (
    <Form
      className="flex flex-wrap items-end gap-2 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") onName(name.trim());
      }}
    >
      <Field label={t("who.newName")} className="min-w-48 flex-1">
        <TextInput maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Button type="submit" variant="primary" disabled={pending || name.trim() === ""}>
        {t("who.create")}
      </Button>
    </Form>
  );
}
