import { useTranslations } from "use-intl";
import type { Role } from "../../contracts/identity.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { rolesGivenBy } from "./team-rules.ts";
import { useAllStaff } from "./use-all-staff.ts";

export function RoleField({ value, onChoose }: { value: Role; onChoose: (role: Role) => void }) {
  const t = useTranslations("team");
  const shell = useTranslations("shell");
  const { role } = useSignedIn().me.user;
  const options = rolesGivenBy(role).map((each) => ({
    value: each,
    label: shell(`roles.${each}`),
    note: t(`roleNotes.${each}`),
  }));
  return (
    <Field label={t("role")} hint={t(`roleNotes.${value}`)}>
      <Select value={value} options={options} onChoose={onChoose} />
    </Field>
  );
}

/** Whose calendar is the user's own; empty is nobody's. */
export function CalendarField({ value, onChoose }: { value: string; onChoose: (staffId: string) => void }) {
  const t = useTranslations("team");
  const { branches } = useSignedIn().me;
  const options = useAllStaff()
    .filter(({ id, isClosed }) => !isClosed || id === value)
    .map(({ id, name, branch }) => ({ value: id, label: name, ...(branches.length > 1 ? { note: branch } : {}) }));
  return (
    <Field label={t("calendar")} hint={t("calendarHint")}>
      <Select value={value} options={[{ value: "", label: t("noCalendar") }, ...options]} onChoose={onChoose} />
    </Field>
  );
}
