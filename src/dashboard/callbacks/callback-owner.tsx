import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { CallbackTaskView } from "../../contracts/callback-tasks.ts";
import { teamQuery } from "../api/team.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { Button } from "../ui/button.tsx";
import { Select } from "../ui/select.tsx";

const NOBODY = "nobody";
type Props = { task: CallbackTaskView; onAssign: (ownerId: string | null) => void; isPending: boolean };

/** Who leads the team chooses from it; everybody else can take a task themselves. */
export function CallbackOwner({ task, onAssign, isPending }: Props) {
  const t = useTranslations("callbacks");
  const { permissions, user } = useSignedIn().me;
  const mayWrite = permissions.includes("calls:write") && task.status === "open";
  const team = useQuery({ ...teamQuery, enabled: permissions.includes("team:read") }).data ?? [];
  const name = team.find(({ id }) => id === task.ownerId)?.name ?? (task.ownerId === user.id ? user.name : null);
  if (mayWrite && team.length > 0) {
    const active = team.filter(({ id, status }) => status === "active" || id === task.ownerId);
    const options = active.map((each) => ({ value: each.id as string, label: each.name }));
    return (
      <Select
        label={t("owner")}
        className="sm:w-52"
        value={task.ownerId ?? NOBODY}
        options={[{ value: NOBODY, label: t("nobody") }, ...options]}
        disabled={isPending}
        onChoose={(chosen) => onAssign(chosen === NOBODY ? null : chosen)}
      />
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-2 text-sm text-ink-faint">
      {task.ownerId === null ? t("nobody") : t("ownedBy", { name: name ?? t("colleague") })}
      {mayWrite && task.ownerId !== user.id ? (
        <Button disabled={isPending} onClick={() => onAssign(user.id)}>
          {t("take")}
        </Button>
      ) : null}
    </span>
  );
}
