import { useQueryClient } from "@tanstack/react-query";
import { Ellipsis, FlaskConical, KeyRound, Pencil, Power, Redo2, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { EndpointView } from "../../contracts/webhook-endpoints.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { IconButton } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { later } from "../ui/later.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { notify } from "../ui/toast.ts";

const EndpointDialog = later(async () => (await import("./endpoint-dialog.tsx")).EndpointDialog);
const ReplayDialog = later(async () => (await import("./replay-dialog.tsx")).ReplayDialog);

type EndpointActionsProps = { endpoint: EndpointView; onSecret: (secret: string) => void };
type Act = "test" | "toggle" | "rotate" | "remove";

export function EndpointActions({ endpoint, onSecret }: EndpointActionsProps) {
  const t = useTranslations("access.endpoints");
  const common = useTranslations("common");
  const [open, setOpen] = useState<"edit" | "replay" | "rotate" | "remove" | null>(null);
  const acting = useAct(endpoint, onSecret, () => setOpen(null));
  const isOn = endpoint.status === "enabled";
  const close = () => setOpen(null);
  const items = [
    { key: "edit", icon: Pencil, label: common("edit"), run: () => setOpen("edit") },
    { key: "test", icon: FlaskConical, label: t("test"), run: () => acting.send("test") },
    { key: "replay", icon: Redo2, label: t("replay"), run: () => setOpen("replay") },
    { key: "rotate", icon: KeyRound, label: t("rotate"), run: () => setOpen("rotate") },
    { key: "toggle", icon: Power, label: t(isOn ? "switchOff" : "switchOn"), run: () => acting.send("toggle") },
    { key: "remove", icon: Trash2, label: common("remove"), run: () => setOpen("remove") },
  ];
  const trigger = (
    <IconButton label={t("actionsFor", { url: endpoint.url })}>
      <Ellipsis aria-hidden className="size-4" />
    </IconButton>
  );
  return (
    <>
      <Menu trigger={trigger} align="end" startsOpen={false}>
        {items.map(({ key, icon: Icon, label, run }) => (
          <MenuItem key={key} onClick={run}>
            <Icon aria-hidden className="size-4" /> {label}
          </MenuItem>
        ))}
      </Menu>
      {open === "edit" ? <EndpointDialog endpoint={endpoint} onClose={close} onSecret={onSecret} /> : null}
      {open === "replay" ? <ReplayDialog endpoint={endpoint} onClose={close} /> : null}
      {open === "rotate" || open === "remove" ? (
        <ConfirmDialog
          open
          onClose={close}
          title={t(`${open}Title`)}
          effect={t(`${open}Effect`)}
          act={open === "rotate" ? t("rotate") : common("remove")}
          pending={acting.isPending}
          onConfirm={() => acting.send(open)}
          error={<Refusal error={acting.error} />}
        />
      ) : null}
    </>
  );
}

function useAct({ id, status }: EndpointView, onSecret: (secret: string) => void, onClose: () => void) {
  const t = useTranslations("access.endpoints");
  const client = useQueryClient();
  const params = { endpointId: id };
  const run = async (act: Act, key: string): Promise<string | null> => {
    const headers = { "idempotency-key": key };
    if (act === "test") await ask("POST /api/v1/webhook-endpoints/{endpointId}/test", { params, headers, body: {} });
    if (act === "remove") await ask("DELETE /api/v1/webhook-endpoints/{endpointId}", { params });
    if (act === "toggle") {
      const next = status === "enabled" ? "disabled" : "enabled";
      await ask("PATCH /api/v1/webhook-endpoints/{endpointId}", { params, body: { status: next } });
    }
    if (act !== "rotate") return null;
    return (await ask("POST /api/v1/webhook-endpoints/{endpointId}/rotate-secret", { params, headers, body: {} }))
      .secret;
  };
  return useChange({
    run,
    onDone: (secret, act) => {
      void client.invalidateQueries({ queryKey: ["webhooks"] });
      if (act === "test") notify({ title: t("testSent") });
      onClose();
      if (secret !== null) onSecret(secret);
    },
    onRefused: (_, act) => {
      if (act === "test" || act === "toggle") notify({ title: t("failed"), tone: "bad" });
    },
  });
}
