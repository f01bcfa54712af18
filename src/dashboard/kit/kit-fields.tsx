import { useState } from "react";
import { ApiError } from "../api/api-error.ts";
import { Button } from "../ui/button.tsx";
import { Combobox } from "../ui/combobox.tsx";
import { DateInput, Field, TextArea, TextInput } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";

const CITIES = ["Berlin", "Hamburg", "Köln", "München", "Wien", "Zürich"].map((label) => ({ value: label, label }));
const REFUSED = new ApiError({
  kind: "server",
  status: 400,
  code: "invalid_request",
  requestId: "web-0123456789abcdef",
  problem: { title: "The request is not valid.", errors: [{ field: "phone", rule: "needs a country code" }] },
});

export function KitForm() {
  return (
    <Card title="Form">
      <Form onSubmit={() => {}} className="flex flex-col gap-4">
        <Field label="Name">
          <TextInput required />
        </Field>
        <Field label="E-mail">
          <TextInput type="email" required />
        </Field>
        <Button type="submit" className="self-start">
          Send
        </Button>
      </Form>
    </Card>
  );
}

export function KitFields() {
  const [on, setOn] = useState(true);
  const [city, setCity] = useState<string | null>("Berlin");
  const [date, setDate] = useState("2026-12-01");
  const [text, setText] = useState("Anna");
  return (
    <Card title="Fields">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Text" hint="A hint stands below">
          <TextInput value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        <Field label="With an error" error="Needs a country code, such as +49">
          <TextInput defaultValue="0170" />
        </Field>
        <Field label="Disabled">
          <TextInput disabled defaultValue="Not yours to change" />
        </Field>
        <Field label="Date">
          <DateInput value={date} onChange={(event) => setDate(event.target.value)} />
        </Field>
        <Field label="Select">
          <Select value={city ?? ""} options={CITIES} onChoose={setCity} />
        </Field>
        <Field label="Combobox">
          <Combobox value={city} options={CITIES} onChoose={setCity} placeholder="Type to find" />
        </Field>
        <Field label="Long text" className="sm:col-span-2">
          <TextArea defaultValue="More than a line." />
        </Field>
        <Switch label="Switch" hint="Takes effect at once" checked={on} onToggle={setOn} />
        <Switch label="Disabled" checked={false} onToggle={() => {}} disabled />
        <div className="sm:col-span-2">
          <Refusal error={REFUSED} />
        </div>
      </div>
    </Card>
  );
}
