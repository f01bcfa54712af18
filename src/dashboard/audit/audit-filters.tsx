import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { type AuditFilter, teamQuery } from "../api/business.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { addDays, dayBounds, localDate } from "../calendar/zoned-time.ts";
import { Button } from "../ui/button.tsx";
import { DateInput, Field, TextInput } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Select } from "../ui/select.tsx";

type AuditFiltersProps = { filter: AuditFilter; onChange: (filter: AuditFilter) => void };

const ANYBODY = "anybody";

/** Days are those of the shown branch. */
export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const t = useTranslations("audit");
  const { me, branch } = useSignedIn();
  const team = useQuery({ ...teamQuery, enabled: me.permissions.includes("team:read") }).data ?? [];
  const people = [
    { value: ANYBODY, label: t("anybody") },
    ...team.map(({ id, name }): { value: string; label: string } => ({ value: id, label: name })),
    { value: "system", label: t("actors.system") },
    { value: "web", label: t("actors.web") },
  ];
  const set = (change: Partial<AuditFilter>) => onChange({ ...filter, ...change });
  const startOf = (date: string) => new Date(dayBounds(date, branch.timeZone).start).toISOString();
  const dayOf = (at: string | undefined, days: number) =>
    at ? addDays(localDate(Date.parse(at), branch.timeZone), days) : "";
  return (
    <Form
      className="mb-4 grid grid-cols-2 items-end gap-3 md:grid-cols-[minmax(9rem,1fr)_9.5rem_9.5rem_minmax(9rem,1fr)_auto]"
      onSubmit={(event) => event.preventDefault()}
    >
      <Field label={t("who")} className="max-md:col-span-2">
        <Select
          value={filter.actor ?? ANYBODY}
          options={people}
          onChoose={(actor) => set({ actor: actor === ANYBODY ? undefined : actor })}
        />
      </Field>
      <Field label={t("from")}>
        <DateInput
          value={dayOf(filter.from, 0)}
          onChange={({ target: { value } }) => set({ from: value ? startOf(value) : undefined })}
        />
      </Field>
      <Field label={t("until")}>
        <DateInput
          value={dayOf(filter.to, -1)}
          onChange={({ target: { value } }) => set({ to: value ? startOf(addDays(value, 1)) : undefined })}
        />
      </Field>
      <Field label={t("subject")} className="max-md:col-span-2">
        <TextInput
          placeholder="apt_…"
          maxLength={64}
          value={filter.subjectId ?? ""}
          onChange={({ target: { value } }) => set({ subjectId: value.trim() || undefined })}
        />
      </Field>
      <Button className="max-md:col-span-2" onClick={() => onChange({})}>
        {t("showAll")}
      </Button>
    </Form>
  );
}
