import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ConversationDetail } from "../../contracts/conversations.ts";
import { ask, type Input } from "../api/client.ts";
import { customersQuery } from "../api/customers.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { INBOX } from "./use-conversation-acts.ts";

type Body = Input<"POST /api/v1/conversations/{conversationId}/customer">["body"];
type Props = { conversation: ConversationDetail; onClose: () => void };

/** Says who an unknown sender is: a customer that there is, or a new one. */
export function NameSenderDialog({ conversation: { id, address }, onClose }: Props) {
  const t = useTranslations("inbox");
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
  const title = address ? t("who.titleOf", { address }) : t("who.title");
  return (
    <Dialog open onClose={onClose} title={title} description={t("who.advice")}>
      <div className="grid gap-5">
        <Known pending={naming.isPending} onPick={(customerId) => naming.send({ customerId } as Body)} />
        <NewOne pending={naming.isPending} onName={(name) => naming.send({ name })} />
        <Refusal error={naming.error} />
      </div>
    </Dialog>
  );
}

function Known({ pending, onPick }: { pending: boolean; onPick: (customerId: string) => void }) {
  const t = useTranslations("inbox");
  const customers = useTranslations("customers");
  const [q, setQ] = useState("");
  const found = useQuery({ ...customersQuery({ q, limit: 8 }), enabled: q !== "" }).data?.items ?? [];
  const shown = q === "" ? [] : found;
  return (
    <div>
      <SearchField label={customers("search")} value={q} onSearch={setQ} />
      <ul className="mt-3 flex flex-col gap-2" aria-label={customers("list")}>
        {shown.map(({ id, name, phone, email }) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-2 rounded-md border border-line px-3 py-2"
          >
            <span className="min-w-0 text-sm wrap-anywhere">
              <span className="font-semibold">{name}</span>
              <span className="block text-xs text-ink-faint tabular-nums">{phone ?? email}</span>
            </span>
            <Button disabled={pending} onClick={() => onPick(id)}>
              {t("who.pick")}
            </Button>
          </li>
        ))}
      </ul>
      <p role="status" className="mt-2 text-sm text-ink-faint">
        {q !== "" && shown.length === 0 ? customers("noneFound", { q }) : ""}
      </p>
    </div>
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
