import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { BranchView } from "../../contracts/catalogue.ts";
import { ask, type Input } from "../api/client.ts";
import { meQuery } from "../api/queries.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { notify } from "../ui/toast.ts";
import { type BranchFacts, BranchFields } from "./branch-fields.tsx";

type Body = Input<"POST /api/v1/branches">["body"];
type Draft = BranchFacts & { copyFrom: string; staff: string };
const NONE = "none";

/** One more branch of the business, which is shown when it is there. */
export function NewBranchDialog({ onClose }: { onClose: () => void }) {
  return (
    <PageTexts of={["newBranch"]}>
      <NewBranchForm onClose={onClose} />
    </PageTexts>
  );
}

function NewBranchForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations("newBranch");
  const common = useTranslations("common");
  const { branch } = useSignedIn();
  const nothing = { name: "", phone: null, address: "", staff: "" };
  const [draft, setDraft] = useState<Draft>({ ...nothing, timeZone: branch.timeZone, copyFrom: branch.id });
  const change = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const show = useShowNew();
  const adding = useChange({
    run: (body: Body, key) => ask("POST /api/v1/branches", { headers: { "idempotency-key": key }, body }),
    onDone: (added) => {
      show(added);
      notify({ title: t("added", { name: added.name }) });
      onClose();
    },
  });
  return (
    <FormDialog
      wide
      title={t("title")}
      description={t("effect")}
      act={common("add")}
      pending={adding.isPending}
      refusal={<Refusal error={adding.error} known={{ too_many: t("tooMany") }} />}
      onSubmit={() => adding.send(toBody(draft))}
      onClose={onClose}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <BranchFields facts={draft} change={change} />
        <BeginningFields draft={draft} change={change} />
      </div>
    </FormDialog>
  );
}

function BeginningFields({ draft, change }: { draft: Draft; change: (changes: Partial<Draft>) => void }) {
  const t = useTranslations("newBranch");
  const { branches } = useSignedIn().me;
  const others = branches.map(({ id, name }) => ({ value: id as string, label: t("like", { name }) }));
  return (
    <>
      <Field label={t("begins")} hint={t("beginsHint")}>
        <Select
          value={draft.copyFrom}
          options={[...others, { value: NONE, label: t("afresh") }]}
          onChoose={(copyFrom) => change({ copyFrom })}
        />
      </Field>
      <Field label={t("staff")} hint={t("staffHint")} className="sm:col-span-2">
        <TextInput value={draft.staff} onChange={(event) => change({ staff: event.target.value })} />
      </Field>
    </>
  );
}

function toBody({ copyFrom, staff, ...facts }: Draft): Body {
  const names = staff.split(",").map((name) => name.trim());
  const staffNames = names.filter(Boolean);
  return {
    ...facts,
    ...(copyFrom === NONE ? {} : { copyFrom }),
    ...(staffNames.length === 0 ? {} : { staffNames }),
  };
}

/** A branch is shown among those that one has, so it has to be one of them before. */
function useShowNew() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return ({ id, name, timeZone }: BranchView) => {
    const add = { id, name, timeZone, isClosed: false };
    client.setQueryData(meQuery.queryKey, (me) => me && { ...me, branches: [...me.branches, add] });
    void client.invalidateQueries({ queryKey: meQuery.queryKey });
    void navigate({ to: "/app/branch", search: { branch: id } });
  };
}
