import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask, type Input } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { useNames } from "./use-names.ts";

export function NewSubscriptionDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("calendars.subscriptions");
  const common = useTranslations("common");
  const client = useQueryClient();
  const { branch } = useSignedIn();
  const { staff, resources } = useNames();
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [who, setWho] = useState<string | null>(null);
  const calendarId = who ?? staff[0]?.id ?? "";
  const adding = useChange({
    run: (body: Input<"POST /api/v1/calendar-subscriptions">["body"], key) =>
      ask("POST /api/v1/calendar-subscriptions", { headers: { "idempotency-key": key }, body }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: ["calendars"] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("new")}
      description={t("newHint")}
      act={common("add")}
      pending={adding.isPending}
      ready={calendarId !== ""}
      refusal={<Refusal error={adding.error} />}
      onSubmit={() => adding.send({ branchId: branch.id, calendarId, name, url: url.trim() })}
      onClose={onClose}
    >
      <Field label={common("name")} hint={t("nameHint")}>
        <TextInput required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t("url")} hint={t("urlHint")}>
        <TextInput required maxLength={2_000} value={url} onChange={(event) => setUrl(event.target.value)} />
      </Field>
      <Field label={t("of")}>
        <Select
          value={calendarId}
          options={[...staff, ...resources].map((each) => ({ value: each.id, label: each.name }))}
          onChoose={setWho}
        />
      </Field>
    </FormDialog>
  );
}
