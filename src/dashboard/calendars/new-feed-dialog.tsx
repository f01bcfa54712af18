import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask, type Input } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { Field } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Select } from "../ui/select.tsx";
import { useNames } from "./use-names.ts";

const EVERYBODY = "branch";

export function NewFeedDialog({ onClose, onMade }: { onClose: () => void; onMade: (url: string) => void }) {
  const t = useTranslations("calendars.feeds");
  const client = useQueryClient();
  const { branch } = useSignedIn();
  const { staff } = useNames();
  const [who, setWho] = useState(EVERYBODY);
  const [details, setDetails] = useState<"names" | "busy">("names");
  const making = useChange({
    run: (body: Input<"POST /api/v1/calendar-feeds">["body"], key) =>
      ask("POST /api/v1/calendar-feeds", { headers: { "idempotency-key": key }, body }),
    onDone: ({ url }) => {
      void client.invalidateQueries({ queryKey: ["calendars"] });
      onClose();
      onMade(url);
    },
  });
  const options = [{ id: EVERYBODY, name: t("wholeBranch") }, ...staff].map(({ id, name }) => ({
    value: id,
    label: name,
  }));
  const submit = () => making.send({ branchId: branch.id, details, ...(who === EVERYBODY ? {} : { staffId: who }) });
  return (
    <FormDialog
      title={t("new")}
      description={t("newHint", { branch: branch.name })}
      act={t("make")}
      pending={making.isPending}
      refusal={<Refusal error={making.error} />}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t("of")}>
        <Select value={who} options={options} onChoose={setWho} />
      </Field>
      <Segmented
        label={t("details")}
        value={details}
        options={(["names", "busy"] as const).map((value) => ({ value, label: t(`shows.${value}`) }))}
        onChoose={setDetails}
      />
    </FormDialog>
  );
}
