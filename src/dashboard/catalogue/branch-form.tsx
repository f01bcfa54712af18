import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { BranchView } from "../../contracts/catalogue.ts";
import { ask, type Input } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Form, type SentElsewhere } from "../ui/form.tsx";
import { Card } from "../ui/page.tsx";
import { Select } from "../ui/select.tsx";
import { BranchFields } from "./branch-fields.tsx";
import { EditRefusal } from "./edit-refusal.tsx";
import { useEdit } from "./use-edit.ts";

type Patch = Input<"PATCH /api/v1/branches/{branchId}">["body"];
type Region = NonNullable<BranchView["holidayRegion"]>;

const REGIONS: Region[] = [
  ...(["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"] as const).map(
    (land): Region => `DE-${land}`,
  ),
  "GB-ENG",
  "GB-NIR",
  "GB-SCT",
  "GB-WLS",
  "US",
];

export function BranchForm({
  branch,
  etag,
  sent,
}: {
  branch: BranchView;
  etag: string | undefined;
  sent?: SentElsewhere;
}) {
  const t = useTranslations("catalogue.branch");
  const common = useTranslations("common");
  const { permissions } = useSignedIn().me;
  const mayWrite = permissions.includes("catalogue:write");
  const [patch, setPatch] = useState<Patch>({});
  const shown = { ...branch, ...patch };
  const change = (changes: Patch) => setPatch({ ...patch, ...changes });
  const saving = useEdit({
    run: (body: Patch) =>
      ask("PATCH /api/v1/branches/{branchId}", {
        params: { branchId: branch.id },
        headers: etag ? { "if-match": etag } : {},
        body,
      }),
    onDone: () => sent?.onSaved(),
  });
  const isChanged = Object.keys(patch).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged) saving.send(patch);
    else sent?.onSaved();
  };
  return (
    <Card>
      <Form id={sent?.id} onSubmit={submit}>
        <fieldset disabled={!mayWrite} className="grid gap-4 sm:grid-cols-2">
          <BranchFields facts={shown} change={change} />
          <Field label={t("language")}>
            <Select
              value={shown.language}
              options={[
                { value: "de", label: t("german") },
                { value: "en", label: t("english") },
              ]}
              onChoose={(language) => change({ language })}
            />
          </Field>
          <Field label={t("region")}>
            <Select
              value={shown.holidayRegion ?? ""}
              options={[
                { value: "" as const, label: t("noRegion") },
                ...REGIONS.map((value) => ({ value, label: value })),
              ]}
              onChoose={(region) => change({ holidayRegion: region || null })}
            />
          </Field>
          <div className="sm:col-span-2">
            <EditRefusal error={saving.error} onReload={() => setPatch({})} />
          </div>
          {mayWrite ? (
            <div className="flex justify-end sm:col-span-2">
              <Button variant="primary" type="submit" disabled={saving.isPending || !isChanged}>
                {common("save")}
              </Button>
            </div>
          ) : null}
        </fieldset>
      </Form>
    </Card>
  );
}
