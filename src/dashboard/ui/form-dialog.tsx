import { type FormEvent, type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { Form } from "./form.tsx";

type FormDialogProps = {
  title: string;
  description?: ReactNode;
  /** The verb on the button that sends it. */
  act: string;
  wide?: boolean;
  pending: boolean;
  ready?: boolean;
  refusal: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A short form above the page: fields, then why it was refused, then what sends it. */
export function FormDialog({ ready = true, ...props }: FormDialogProps) {
  const common = useTranslations("common");
  const formId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <Dialog
      open
      wide={props.wide ?? false}
      onClose={props.onClose}
      title={props.title}
      description={props.description}
      foot={
        <>
          <Button onClick={props.onClose}>{common("cancel")}</Button>
          <Button variant="primary" type="submit" form={formId} disabled={!ready || props.pending}>
            {props.act}
          </Button>
        </>
      }
    >
      <Form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        {props.children}
        {props.refusal}
      </Form>
    </Dialog>
  );
}
