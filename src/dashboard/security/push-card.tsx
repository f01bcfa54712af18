import { useQuery, useQueryClient } from "@tanstack/react-query";
import { BellOff, BellRing } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { PushView } from "../../contracts/push.ts";
import { pushQuery } from "../api/account.ts";
import { ask } from "../api/client.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { pushState, subscribeHere } from "../pwa/push.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";

/** New bookings as notifications of the system: chosen on each device, by whoever uses it. */
export function PushCard() {
  const t = useTranslations("security.push");
  return (
    <Card title={t("title")}>
      <p className="mb-3 max-w-152 text-sm text-ink-soft">{t("why")}</p>
      <Loaded query={useQuery(pushQuery)} rows={1}>
        {(push) => (
          <>
            <Devices items={push.items} />
            {push.publicKey === null ? <p className="text-sm text-ink-faint">{t("notConfigured")}</p> : null}
            {push.publicKey === null ? null : <Here publicKey={push.publicKey} />}
          </>
        )}
      </Loaded>
    </Card>
  );
}

function Here({ publicKey }: { publicKey: string }) {
  const t = useTranslations("security.push");
  const client = useQueryClient();
  const [state, setState] = useState(pushState);
  const adding = useEdit({
    run: async () => {
      const body = await subscribeHere(publicKey);
      return body && ask("POST /api/v1/me/push", { body });
    },
    said: null,
    stale: [],
    onDone: (answer) => {
      if (answer) client.setQueryData(pushQuery.queryKey, answer);
      setState(pushState());
    },
  });
  if (state !== "possible") {
    return <p className="text-sm text-ink-faint">{t(state === "denied" ? "denied" : "notPossible")}</p>;
  }
  return (
    <>
      <Button disabled={adding.isPending} onClick={() => adding.send("here")}>
        <BellRing aria-hidden className="size-4" /> {t("on")}
      </Button>
      <Refusal error={adding.error} />
    </>
  );
}

function Devices({ items }: { items: PushView["items"] }) {
  const t = useTranslations("security.push");
  if (items.length === 0) return <p className="mb-3 text-sm text-ink-faint">{t("none")}</p>;
  return (
    <ul className="mb-3 divide-y divide-line">
      {items.map((device) => (
        <DeviceRow key={device.id} device={device} />
      ))}
    </ul>
  );
}

function DeviceRow({ device: { id, device, createdAt } }: { device: PushView["items"][number] }) {
  const t = useTranslations("security.push");
  const formats = useBranchFormats();
  const removing = useEdit({
    run: () => ask("DELETE /api/v1/me/push/{pushId}", { params: { pushId: id } }),
    stale: [["account", "push"]],
    said: () => t("removed", { device }),
  });
  return (
    <li className="flex items-center gap-3 py-2 text-base">
      <span className="min-w-0 flex-1">
        {device} <span className="text-sm text-ink-faint">{t("since", { when: formats.dateTime(createdAt) })}</span>
      </span>
      <IconButton label={t("stop", { device })} disabled={removing.isPending} onClick={() => removing.send("stop")}>
        <BellOff aria-hidden className="size-4" />
      </IconButton>
    </li>
  );
}
