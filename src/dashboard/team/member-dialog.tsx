import { useState } from "react";
import { useTranslations } from "use-intl";
import type { UserView } from "../../contracts/team.ts";
import { ask, type Input } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";
import { CalendarField, RoleField } from "./role-field.tsx";
import { useTeamRefusals } from "./use-refusals.ts";

type Patch = Input<"PATCH /api/v1/users/{userId}">["body"];
type MemberDialogProps = { title: string; member: UserView; onClose: () => void };

export function MemberDialog({ title, member, onClose }: MemberDialogProps) {
  const t = useTranslations("team");
  const common = useTranslations("common");
  const known = useTeamRefusals();
  const [patch, setPatch] = useState<Patch>({});
  const change = (changes: Patch) => setPatch({ ...patch, ...changes });
  const { role, staffId, seesAllCalendars } = { ...member, ...patch };
  const saving = useEdit({
    run: (body: Patch) => ask("PATCH /api/v1/users/{userId}", { params: { userId: member.id }, body }),
    stale: [["team"]],
    onDone: onClose,
  });
  return (
    <FormDialog
      title={title}
      description={patch.role && patch.role !== member.role ? t("roleEffect") : null}
      act={common("save")}
      pending={saving.isPending}
      ready={Object.keys(patch).length > 0}
      refusal={<Refusal error={saving.error} known={known} />}
      onSubmit={() => saving.send(patch)}
      onClose={onClose}
    >
      <RoleField value={role} onChoose={(next) => change({ role: next })} />
      <CalendarField value={staffId ?? ""} onChoose={(next) => change({ staffId: next || null })} />
      {role === "staff" ? (
        <Switch
          label={t("seesAll")}
          hint={t("seesAllHint")}
          checked={seesAllCalendars}
          onToggle={(next) => change({ seesAllCalendars: next })}
        />
      ) : null}
    </FormDialog>
  );
}
