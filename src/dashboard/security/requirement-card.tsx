import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { Role } from "../../contracts/identity.ts";
import { securitySettingsQuery } from "../api/account.ts";
import { ask } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";

const ROLES: readonly Role[] = ["owner", "manager", "staff", "viewer"];

/** Which roles must have a second factor. Takes effect at each person's next sign-in. */
export function RequirementCard() {
  const t = useTranslations("security.requirement");
  return (
    <Card title={t("title")}>
      <p className="mb-4 text-sm text-ink-soft">{t("why")}</p>
      <Loaded query={useQuery(securitySettingsQuery)} rows={2}>
        {({ requireSecondFactorFor }) => <RoleSwitches required={requireSecondFactorFor} />}
      </Loaded>
    </Card>
  );
}

function RoleSwitches({ required }: { required: Role[] }) {
  const shell = useTranslations("shell");
  const { permissions } = useSignedIn().me;
  const saving = useEdit({
    run: (requireSecondFactorFor: Role[]) => ask("PUT /api/v1/security-settings", { body: { requireSecondFactorFor } }),
    stale: [["security", "settings"], ["account"]],
  });
  const toggle = (role: Role, on: boolean) =>
    saving.send(on ? [...required, role] : required.filter((each) => each !== role));
  return (
    <div className="flex flex-col gap-3">
      {ROLES.map((role) => (
        <Switch
          key={role}
          label={shell(`roles.${role}`)}
          checked={required.includes(role)}
          disabled={saving.isPending || !permissions.includes("security:write")}
          onToggle={(on) => toggle(role, on)}
        />
      ))}
      <Refusal error={saving.error} />
    </div>
  );
}
