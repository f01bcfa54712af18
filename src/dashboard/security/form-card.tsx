import type { FormEvent, ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { Form } from "../ui/form.tsx";
import { Card } from "../ui/page.tsx";

type FormCardProps = {
  title: string;
  why?: string;
  act: string;
  pending: boolean;
  ready?: boolean;
  refusal: ReactNode;
  onSubmit: () => void;
  children: ReactNode;
};

/** A form that is part of a page: fields, why it was refused, and what sends it. */
export function FormCard({ title, why, act, pending, ready = true, refusal, onSubmit, children }: FormCardProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Card title={title}>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        {why ? <p className="text-sm text-ink-soft">{why}</p> : null}
        {children}
        {refusal}
        <div className="flex justify-end">
          <Button variant="primary" type="submit" disabled={!ready || pending}>
            {act}
          </Button>
        </div>
      </Form>
    </Card>
  );
}
