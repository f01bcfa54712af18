import { useQuery } from "@tanstack/react-query";
import { Merge } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CustomerView } from "../../contracts/customers.ts";
import { ask, type Input } from "../api/client.ts";
import { customerMergesQuery } from "../api/customers.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { CustomerSearch } from "./customer-search.tsx";

type Body = Input<"POST /api/v1/customers/{customerId}/merge">["body"];
const STALE = [["customers"], ["appointments"], ["messages"], ["leads"]];

/** Other records of the same person: taken in, and taken out again. */
export function CustomerMerges({ customer }: { customer: CustomerView }) {
  return (
    <PageTexts of={["merges"]}>
      <Merges customer={customer} />
    </PageTexts>
  );
}

function Merges({ customer }: { customer: CustomerView }) {
  const m = useTranslations("merges");
  const formats = useBranchFormats();
  const { permissions } = useSignedIn().me;
  const [isOpen, setOpen] = useState(false);
  const merges = useQuery(customerMergesQuery(customer.id)).data?.items ?? [];
  if (!permissions.includes("customers:write")) return null;
  const params = { customerId: customer.id };
  return (
    <Card title={m("title")}>
      <p className="mb-3 text-sm text-ink-soft">{m("advice")}</p>
      {merges.map(({ fromCustomerId, name, at }) => (
        <div key={fromCustomerId} className="mb-3 flex flex-wrap items-center justify-between gap-2 text-sm">
          <span className="min-w-0 wrap-anywhere">
            {name}
            <span className="block text-xs text-ink-faint">{m("since", { when: formats.date(at) })}</span>
          </span>
          <ConfirmButton
            renderButton={(open) => <Button onClick={open}>{m("undo")}</Button>}
            title={m("undoTitle", { name })}
            effect={m("undoEffect")}
            act={m("undo")}
            run={() => ask("POST /api/v1/customers/{customerId}/unmerge", { params, body: { fromCustomerId } as Body })}
            said={m("undone")}
            stale={STALE}
          />
        </div>
      ))}
      <Button onClick={() => setOpen(true)}>
        <Merge aria-hidden className="size-4" /> {m("find")}
      </Button>
      {isOpen ? <FindDialog customer={customer} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function FindDialog({ customer, onClose }: { customer: CustomerView; onClose: () => void }) {
  const m = useTranslations("merges");
  const merging = useEdit({
    run: (fromCustomerId: string) =>
      ask("POST /api/v1/customers/{customerId}/merge", {
        params: { customerId: customer.id },
        body: { fromCustomerId } as Body,
      }),
    stale: STALE,
    said: () => m("done"),
    onDone: onClose,
  });
  return (
    <Dialog open onClose={onClose} title={m("findTitle", { name: customer.name })} description={m("findAdvice")}>
      <CustomerSearch act={m("take")} pending={merging.isPending} except={customer.id} onPick={merging.send} />
      <Refusal error={merging.error} />
    </Dialog>
  );
}
