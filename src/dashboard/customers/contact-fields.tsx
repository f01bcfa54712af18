import { Field, TextInput } from "../ui/field.tsx";

type Contact = { name: string; phone: string | null; email: string | null };
type ContactFieldsProps = {
  contact: Contact;
  labels: { name: string; phone: string; phoneHint: string; email: string };
  change: (changes: Partial<Contact>) => void;
};

/** Who somebody is and how they are reached. An empty field is null. */
export function ContactFields({ contact: { name, phone, email }, labels, change }: ContactFieldsProps) {
  return (
    <>
      <Field label={labels.name} className="sm:col-span-2">
        <TextInput required maxLength={120} value={name} onChange={(event) => change({ name: event.target.value })} />
      </Field>
      <Field label={labels.phone} hint={labels.phoneHint}>
        <TextInput
          type="tel"
          maxLength={40}
          value={phone ?? ""}
          onChange={(event) => change({ phone: event.target.value || null })}
        />
      </Field>
      <Field label={labels.email}>
        <TextInput
          type="email"
          maxLength={254}
          value={email ?? ""}
          onChange={(event) => change({ email: event.target.value || null })}
        />
      </Field>
    </>
  );
}
