import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { EditRefusal } from "./edit-refusal.tsx";
import { useEdit } from "./use-edit.ts";

type TextFieldSpec = { key: string; label: string; hint?: string; value: string };
type NameDialogProps = {
  title: string;
  act: string;
  fields: TextFieldSpec[];
  run: (values: Record<string, string>) => Promise<unknown>;
  onClose: () => void;
};

/** The smallest form: a few texts, one act. */
export function NameDialog({ title, act, fields, run, onClose }: NameDialogProps) {
  const common = useTranslations("common");
  const formId = useId();
  const [values, setValues] = useState(() => Object.fromEntries(fields.map(({ key, value }) => [key, value])));
  const saving = useEdit({ run, onDone: onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.send(values);
  };
  const foot = (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button variant="primary" type="submit" form={formId} disabled={saving.isPending}>
        {act}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={title} foot={foot}>
      <Form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        {fields.map(({ key, label, hint }) => (
          <Field key={key} label={label} hint={hint}>
            <TextInput
              required
              maxLength={120}
              value={values[key] ?? ""}
              onChange={(event) => setValues({ ...values, [key]: event.target.value })}
            />
          </Field>
        ))}
        <EditRefusal error={saving.error} />
      </Form>
    </Dialog>
  );
}
