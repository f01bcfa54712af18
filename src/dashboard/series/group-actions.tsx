import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { later } from "../ui/later.tsx";
import type { GroupTarget } from "./group-target.ts";

const CancelGroupDialog = later(async () => (await import("./cancel-group-dialog.tsx")).CancelGroupDialog);
const MoveGroupDialog = later(async () => (await import("./move-group-dialog.tsx")).MoveGroupDialog);

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
