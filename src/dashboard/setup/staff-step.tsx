import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { staffQuery } from "../api/catalogue.ts";
import { ask } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { ArchiveButton } from "../catalogue/archive-button.tsx";
import { EditRefusal } from "../catalogue/edit-refusal.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Form, type SentElsewhere } from "../ui/form.tsx";
import { Loaded } from "../ui/loaded.tsx";

/** Who works there: each has a column in the calendar, and the branch's hours until they get their own. */
export function StaffStep({ sent }: { sent: SentElsewhere }) {
  const t = useTranslations("setup.staff");
  const { branch } = useSignedIn();
  const [name, setName] = useState("");
  const adding = useEdit({
    run: (body: { branchId: string; name: string }) => ask("POST /api/v1/staff", { body }),
    onDone: () => {
      setName("");
      sent.onSaved();
    },
    said: ({ name: added }) => t("added", { name: added }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) adding.send({ branchId: branch.id, name: name.trim() });
    else sent.onSaved();
  };
  return (
    <>
      <Loaded query={useQuery(staffQuery(branch.id))} rows={2}>
        {(staff) => (
          <ul className="mb-4 divide-y divide-line">
            {staff.map((member) => (
              <li key={member.id} className="flex items-center gap-3 py-1.5 text-base">
                <Avatar name={member.name} />
                <span className="min-w-0 flex-1 truncate">{member.name}</span>
                {staff.length > 1 ? (
                  <ArchiveButton
                    name={member.name}
                    run={() => ask("DELETE /api/v1/staff/{staffId}", { params: { staffId: member.id } })}
                  />
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Form id={sent.id} onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <Field label={t("name")} className="flex-1 basis-56">
          <TextInput maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Button type="submit" disabled={adding.isPending || name.trim() === ""}>
          {t("add")}
        </Button>
      </Form>
      <EditRefusal error={adding.error} />
    </>
  );
}
