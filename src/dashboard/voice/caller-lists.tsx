import { useQuery } from "@tanstack/react-query";
import { UserRoundX } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ListedCallerView } from "../../contracts/voice-desk.ts";
import { ask, type Input } from "../api/client.ts";
import { listedCallersQuery } from "../api/voice.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { ListActs } from "../ui/list-acts.tsx";
import { Card } from "../ui/page.tsx";
import { PhoneNumber } from "../ui/phone.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { PagedRows, useCursors } from "../ui/rows.tsx";
import { Select } from "../ui/select.tsx";
import type { Column } from "../ui/table.tsx";

type Body = Input<"POST /api/v1/voice/callers">["body"];
const STALE = [["voice", "callers"]];
const KINDS = ["blocked", "vip"] as const;

/** Numbers that are turned away before the agent answers, and those that it knows as important. */
export function CallerLists() {
  const t = useTranslations("voice");
  const mayWrite = useSignedIn().me.permissions.includes("voice:write");
  const cursors = useCursors();
  const [isAdding, setAdding] = useState(false);
  const list = useQuery(listedCallersQuery({ limit: 25, ...cursors.query }));
  const acts = (
    <ListActs path="/api/v1/voice/callers/export" of={t("callers")} onAdd={mayWrite ? () => setAdding(true) : null} />
  );
  return (
    <Card title={t("callers")} aside={acts} flush>
      <PagedRows
        caption={t("callers")}
        query={list}
        cursors={cursors}
        columns={useColumns(mayWrite)}
        rowKey={({ id }) => id}
        empty={{ icon: UserRoundX, title: t("noCallers"), advice: t("noCallersAdvice") }}
      />
      {isAdding ? <CallerDialog caller={null} onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

function useColumns(mayWrite: boolean): Column<ListedCallerView>[] {
  const t = useTranslations("voice");
  const common = useTranslations("common");
  const act = (caller: ListedCallerView) => (
    <span className="flex justify-end gap-2 max-sm:flex-wrap">
      <EditCaller caller={caller} />
      <ConfirmButton
        renderButton={(open) => <Button onClick={open}>{common("remove")}</Button>}
        title={t("removeCaller")}
        effect={t("removeCallerEffect")}
        act={common("remove")}
        run={() => ask("DELETE /api/v1/voice/callers/{callerId}", { params: { callerId: caller.id } })}
        said={t("removed")}
        stale={STALE}
      />
    </span>
  );
  return [
    {
      key: "phone",
      label: t("number"),
      cell: ({ phone, note }) => (
        <>
          <span className="font-semibold tabular-nums">
            <PhoneNumber phone={phone} />
          </span>
          <span className="block text-xs wrap-anywhere text-ink-faint">{note}</span>
        </>
      ),
    },
    {
      key: "kind",
      label: t("listed"),
      cell: ({ kind }) => <Badge tone={kind === "vip" ? "accent" : "bad"}>{t(`kinds.${kind}`)}</Badge>,
    },
    {
      key: "actions",
      label: common("actions"),
      align: "end",
      cell: (caller) => (mayWrite ? act(caller) : null),
    },
  ];
}

function EditCaller({ caller }: { caller: ListedCallerView }) {
  const common = useTranslations("common");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{common("edit")}</Button>
      {isOpen ? <CallerDialog caller={caller} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Null: a number that is not listed yet. */
function CallerDialog({ caller, onClose }: { caller: ListedCallerView | null; onClose: () => void }) {
  const t = useTranslations("voice");
  const common = useTranslations("common");
  const [body, setBody] = useState<Body>(caller ?? { kind: "blocked", phone: "", note: "" });
  const saving = useEdit({
    run: ({ kind, phone, note = "" }: Body) =>
      caller
        ? ask("PATCH /api/v1/voice/callers/{callerId}", { params: { callerId: caller.id }, body: { kind, note } })
        : ask("POST /api/v1/voice/callers", { body: { kind, phone, note } }),
    stale: STALE,
    onDone: onClose,
  });
  return (
    <FormDialog
      title={caller ? t("editCaller") : t("addCaller")}
      act={common("save")}
      pending={saving.isPending}
      refusal={<Refusal error={saving.error} />}
      onSubmit={() => saving.send(body)}
      onClose={onClose}
    >
      <Field label={t("listed")}>
        <Select
          value={body.kind}
          options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`), note: t(`kindNotes.${value}`) }))}
          onChoose={(kind) => setBody({ ...body, kind })}
        />
      </Field>
      <Field label={t("number")} hint={t("numberHint")}>
        <TextInput
          required
          type="tel"
          readOnly={caller !== null}
          value={body.phone}
          onChange={(event) => setBody({ ...body, phone: event.target.value })}
        />
      </Field>
      <Field label={t("note")}>
        <TextInput
          maxLength={200}
          value={body.note}
          onChange={(event) => setBody({ ...body, note: event.target.value })}
        />
      </Field>
    </FormDialog>
  );
}
