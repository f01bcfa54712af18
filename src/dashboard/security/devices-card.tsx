import { useQuery } from "@tanstack/react-query";
import { LogOut, MonitorSmartphone } from "lucide-react";
import { useTranslations } from "use-intl";
import type { SessionView } from "../../contracts/account.ts";
import { sessionsQuery } from "../api/account.ts";
import { ask } from "../api/client.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { useNow } from "../live/clock.ts";
import { Badge } from "../ui/badge.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";

const STALE = [["account", "sessions"]];

export function DevicesCard() {
  const t = useTranslations("security.devices");
  return (
    <Card title={t("title")} flush>
      <Loaded query={useQuery(sessionsQuery)} rows={2}>
        {(sessions) => (
          <ul className="divide-y divide-line">
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        )}
      </Loaded>
      <div className="flex flex-wrap gap-2 border-t border-line px-4 py-3">
        <EndSessions scope="others" />
        <EndSessions scope="all" />
      </div>
    </Card>
  );
}

function SessionRow({ session }: { session: SessionView }) {
  const t = useTranslations("security.devices");
  const formats = useBranchFormats();
  const now = useNow(60_000);
  const { id, device, network, isCurrent, lastSeenAt, createdAt } = session;
  const name = device || t("unknownDevice");
  const ending = useEdit({
    run: () => ask("DELETE /api/v1/me/sessions/{sessionId}", { params: { sessionId: id } }),
    stale: STALE,
    said: () => t("ended", { name }),
  });
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <MonitorSmartphone aria-hidden className="size-4 shrink-0 text-accent" />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-2 text-sm font-semibold">
          {name} {isCurrent ? <Badge tone="good">{t("thisOne")}</Badge> : null}
        </span>
        <span className="block text-xs text-ink-faint">
          {[
            network,
            t("since", { when: formats.dateTime(createdAt) }),
            t("lastSeen", { when: formats.relative(lastSeenAt, now) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </span>
      {isCurrent ? null : (
        <IconButton label={t("end", { name })} disabled={ending.isPending} onClick={() => ending.send("go")}>
          <LogOut aria-hidden className="size-4" />
        </IconButton>
      )}
    </li>
  );
}

function EndSessions({ scope }: { scope: "others" | "all" }) {
  const t = useTranslations(`security.devices.${scope}`);
  return (
    <ConfirmButton
      renderButton={(open) => <Button onClick={open}>{t("act")}</Button>}
      title={t("title")}
      effect={t("effect")}
      act={t("act")}
      run={() => ask("POST /api/v1/me/sessions/end", { body: { scope } })}
      said={t("done")}
      stale={STALE}
      onDone={() => scope === "all" && location.assign("/login")}
    />
  );
}
