import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { Button } from "../ui/button.tsx";
import { CancelGroupDialog } from "./cancel-group-dialog.tsx";
import { MoveGroupDialog } from "./move-group-dialog.tsx";

export const SCOPES = ["one", "following", "all"] as const;
export type Scope = (typeof SCOPES)[number];
/** `appointment`: the one that is meant, or the first of those that are. */
export type GroupTarget = { seriesId: string; appointment: AppointmentView; scopes: readonly Scope[] };

export function GroupActions(target: GroupTarget) {
  const t = useTranslations("series");
  const [doing, setDoing] = useState<"move" | "cancel" | null>(null);
  const close = () => setDoing(null);
  const isAll = target.scopes.includes("all");
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button onClick={() => setDoing("move")}>{isAll ? t("moveAll") : t("move")}</Button>
      <Button onClick={() => setDoing("cancel")}>{isAll ? t("cancelAll") : t("cancel")}</Button>
      {doing === "move" ? <MoveGroupDialog target={target} onClose={close} /> : null}
      {doing === "cancel" ? <CancelGroupDialog target={target} onClose={close} /> : null}
    </div>
  );
}

/** What an address of the API needs to know of it. */
export function targetOf({ appointment }: GroupTarget, scope: Scope) {
  return scope === "all" ? { scope } : { scope, fromAppointmentId: appointment.id as string };
}
