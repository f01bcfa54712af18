import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { HoursView } from "../../contracts/catalogue.ts";
import { hoursQuery } from "../api/catalogue.ts";
import { ask } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/page.tsx";
import { Switch } from "../ui/switch.tsx";
import { EditRefusal } from "./edit-refusal.tsx";
import { useEdit } from "./use-edit.ts";
import { useTellOutside } from "./use-tell-outside.ts";
import { WeeklyField } from "./weekly-field.tsx";

type MemberHoursProps = { staffId: string; hours: HoursView | null; etag: string | undefined };

/** Own hours, or the branch's. Switching them on begins with the branch's, which are then changed. */
export function MemberHours({ staffId, hours, etag }: MemberHoursProps) {
  const t = useTranslations("catalogue.staff");
  const common = useTranslations("common");
  const { me, branch } = useSignedIn();
  const mayWrite = me.permissions.includes("catalogue:write");
  const ofBranch = useQuery(hoursQuery(branch.id)).data?.answer;
  const [draft, setDraft] = useState(hours);
  const onDone = useTellOutside();
  const saving = useEdit({
    said: null,
    onDone,
    run: (next: HoursView | null) =>
      ask("PUT /api/v1/staff/{staffId}/hours", {
        params: { staffId },
        headers: etag ? { "if-match": etag } : {},
        body: { hours: next },
      }),
  });
  const toggle = (own: boolean) => setDraft(own ? { weekly: ofBranch?.weekly ?? [], exceptions: [] } : null);
  return (
    <Card title={t("hours")}>
      <Switch label={t("own")} hint={t("ownHint")} disabled={!mayWrite} checked={draft !== null} onToggle={toggle} />
      {draft ? (
        <div className="mt-3">
          <WeeklyField
            weekly={draft.weekly}
            disabled={!mayWrite}
            onChange={(weekly) => setDraft({ ...draft, weekly })}
          />
        </div>
      ) : null}
      <EditRefusal error={saving.error} onReload={() => setDraft(hours)} />
      {mayWrite ? (
        <div className="mt-4 flex justify-end">
          <Button variant="primary" disabled={saving.isPending || draft === hours} onClick={() => saving.send(draft)}>
            {common("save")}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
