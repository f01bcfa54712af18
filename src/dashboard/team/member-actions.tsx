import { Pencil, Trash2, UserCheck, UserX } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { UserView } from "../../contracts/team.ts";
import { ask } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import { IconButton } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { later } from "../ui/later.tsx";
import { useTeamRefusals } from "./use-refusals.ts";

const MemberDialog = later(async () => (await import("./member-dialog.tsx")).MemberDialog);

const STALE = [["team"]];

export function MemberActions({ member }: { member: UserView }) {
  const t = useTranslations("team");
  const common = useTranslations("common");
  const [isEditing, setEditing] = useState(false);
  return (
    <span className="inline-flex">
      <IconButton label={`${common("edit")}: ${member.name}`} onClick={() => setEditing(true)}>
        <Pencil aria-hidden className="size-4" />
      </IconButton>
      {member.status === "disabled" ? <Enable member={member} /> : <Disable member={member} />}
      <Remove member={member} />
      {isEditing ? (
        <MemberDialog title={t("editTitle", { name: member.name })} member={member} onClose={() => setEditing(false)} />
      ) : null}
    </span>
  );
}

function Enable({ member }: { member: UserView }) {
  const t = useTranslations("team");
  const { name } = member;
  const enabling = useEdit({
    run: () => ask("POST /api/v1/users/{userId}/enable", { params: { userId: member.id } }),
    stale: STALE,
    said: () => t("enabled", { name }),
  });
  return (
    <IconButton label={t("enable", { name })} disabled={enabling.isPending} onClick={() => enabling.send("go")}>
      <UserCheck aria-hidden className="size-4" />
    </IconButton>
  );
}

function Disable({ member }: { member: UserView }) {
  const t = useTranslations("team");
  const { name } = member;
  return (
    <ConfirmButton
      renderButton={(open) => (
        <IconButton label={t("disable", { name })} onClick={open}>
          <UserX aria-hidden className="size-4" />
        </IconButton>
      )}
      title={t("disableTitle", { name })}
      effect={t("disableEffect")}
      act={t("disableAct")}
      run={() => ask("POST /api/v1/users/{userId}/disable", { params: { userId: member.id } })}
      said={t("disabled", { name })}
      stale={STALE}
      known={useTeamRefusals()}
    />
  );
}

function Remove({ member }: { member: UserView }) {
  const t = useTranslations("team");
  const common = useTranslations("common");
  const { name } = member;
  return (
    <ConfirmButton
      renderButton={(open) => (
        <IconButton label={t("remove", { name })} onClick={open}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      )}
      title={t("removeTitle", { name })}
      effect={t("removeEffect")}
      act={common("remove")}
      run={() => ask("DELETE /api/v1/users/{userId}", { params: { userId: member.id } })}
      said={t("removed", { name })}
      stale={STALE}
      known={useTeamRefusals()}
    />
  );
}
