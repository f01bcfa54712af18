import { useQuery } from "@tanstack/react-query";
import { RotateCcw, Unplug } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AccountView } from "../../contracts/calendar-sync.ts";
import { ask } from "../api/client.ts";
import { syncLogQuery } from "../api/integrations.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";
import { CalcomDialog } from "./calcom-dialog.tsx";
import { useConsent, useKnownRefusals } from "./known-refusals.ts";
import { Targets } from "./targets.tsx";

const STALE = [["integrations"]];

/** One account: how it is, which calendars of it count, and what was done there. */
export function AccountCard({ account, mayWrite }: { account: AccountView; mayWrite: boolean }) {
  const t = useTranslations("integrations");
  const [showsLog, setShowsLog] = useState(false);
  return (
    <div className="mb-5">
      <Card title={`${t(`providers.${account.provider}`)} · ${account.name}`} aside={<State account={account} />}>
        <Broken account={account} mayWrite={mayWrite} />
        <Backlog account={account} mayWrite={mayWrite} />
        <Targets account={account} mayWrite={mayWrite} />
        {mayWrite ? <Wish account={account} /> : null}
        <div className="mt-5 flex flex-wrap gap-2">
          <Button aria-expanded={showsLog} onClick={() => setShowsLog(!showsLog)}>
            {t("log")}
          </Button>
          {mayWrite ? <Disconnect account={account} /> : null}
        </div>
        {showsLog ? <Log account={account} /> : null}
      </Card>
    </div>
  );
}

function State({ account: { state, lastError, dead } }: { account: AccountView }) {
  const t = useTranslations("integrations.states");
  if (state === "broken") return <Badge tone="bad">{t("broken")}</Badge>;
  return lastError !== null || dead > 0 ? (
    <Badge tone="warn">{t("trouble")}</Badge>
  ) : (
    <Badge tone="good">{t("connected")}</Badge>
  );
}

function Broken({ account, mayWrite }: { account: AccountView; mayWrite: boolean }) {
  const { id, state, provider } = account;
  const t = useTranslations("integrations");
  const [isAsking, setAsking] = useState(false);
  const leaving = useConsent();
  const known = useKnownRefusals();
  if (state !== "broken") return null;
  return (
    <div className="mb-4" role="alert">
      <p className="mb-2 text-sm">{t("brokenAdvice")}</p>
      {mayWrite ? (
        <Button
          variant="primary"
          disabled={leaving.isPending}
          onClick={() => (provider === "google" ? leaving.send({ accountId: id }) : setAsking(true))}
        >
          {t("connectAgain")}
        </Button>
      ) : null}
      {isAsking ? <CalcomDialog account={account} onClose={() => setAsking(false)} /> : null}
      <Refusal error={leaving.error} known={known} />
    </div>
  );
}

function Backlog({ account, mayWrite }: { account: AccountView; mayWrite: boolean }) {
  const t = useTranslations("integrations");
  const formats = useBranchFormats();
  const { id, waiting, dead, lastSyncAt } = account;
  const params = { accountId: id };
  const again = useEdit<"go", unknown>({
    run: () => ask("POST /api/v1/calendar-accounts/{accountId}/replay", { params, body: {} }),
    stale: STALE,
    said: () => t("replayed"),
  });
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-ink-faint">
      <span>{lastSyncAt === null ? t("neverWritten") : t("writtenAt", { when: formats.dateTime(lastSyncAt) })}</span>
      {waiting > 0 ? <span>{t("waiting", { count: waiting })}</span> : null}
      {dead > 0 ? <Badge tone="bad">{t("dead", { count: dead })}</Badge> : null}
      {dead > 0 && mayWrite ? (
        <Button disabled={again.isPending} onClick={() => again.send("go")}>
          <RotateCcw aria-hidden className="size-4" /> {t("replay")}
        </Button>
      ) : null}
    </div>
  );
}

function Wish({ account: { id, outsideChange } }: { account: AccountView }) {
  const t = useTranslations("integrations");
  const params = { accountId: id };
  const changing = useEdit({
    run: (applies: boolean) =>
      ask("PATCH /api/v1/calendar-accounts/{accountId}", {
        params,
        body: { outsideChange: applies ? "apply" : "propose" },
      }),
    stale: STALE,
  });
  return (
    <div className="mt-5">
      <Switch
        label={t("apply")}
        hint={t("applyHint")}
        checked={outsideChange === "apply"}
        disabled={changing.isPending}
        onToggle={changing.send}
      />
      <Refusal error={changing.error} />
    </div>
  );
}

function Disconnect({ account: { id, name } }: { account: AccountView }) {
  const t = useTranslations("integrations");
  return (
    <ConfirmButton
      renderButton={(open) => (
        <Button onClick={open}>
          <Unplug aria-hidden className="size-4" /> {t("disconnect")}
        </Button>
      )}
      title={t("disconnectTitle", { name })}
      effect={t("disconnectEffect")}
      act={t("disconnect")}
      run={() => ask("DELETE /api/v1/calendar-accounts/{accountId}", { params: { accountId: id } })}
      said={t("disconnected")}
      stale={STALE}
    />
  );
}

function Log({ account }: { account: AccountView }) {
  const t = useTranslations("integrations");
  const formats = useBranchFormats();
  const entries = useQuery(syncLogQuery(account.id));
  return (
    <Loaded query={entries}>
      {({ items }) => (
        <ul className="mt-4 text-sm">
          {items.length === 0 ? <li className="text-ink-faint">{t("logEmpty")}</li> : null}
          {items.map(({ id, at, action, error }) => (
            <li key={id} className="flex flex-wrap gap-x-3 border-t border-line py-1.5">
              <span className="text-ink-faint">{formats.dateTime(at)}</span>
              <span>{isKnown(action) ? t(`actions.${action}`) : action}</span>
              {error === null ? null : <code className="text-xs wrap-anywhere">{error}</code>}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}

const ACTIONS = ["written", "removed", "retried", "given_up", "read", "broken"] as const;

function isKnown(action: string): action is (typeof ACTIONS)[number] {
  return ACTIONS.some((each) => each === action);
}
