import { RotateCcw, Unplug } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AccountView } from "../../contracts/calendar-sync.ts";
import { ask } from "../api/client.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { later } from "../ui/later.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";
import { AccountCompare } from "./account-compare.tsx";
import { AccountEntries } from "./account-entries.tsx";
import { AccountLog } from "./account-log.tsx";
import { AccountTest } from "./account-test.tsx";
import { useConsent, useKnownRefusals } from "./known-refusals.ts";
import { Targets } from "./targets.tsx";

const CalcomDialog = later(async () => (await import("./calcom-dialog.tsx")).CalcomDialog);

type Part = "log" | "entries" | "compare";

const STALE = [["integrations"]];

/** One account: how it is, which calendars of it count, and what was done there. */
export function AccountCard({ account, mayWrite }: { account: AccountView; mayWrite: boolean }) {
  const t = useTranslations("integrations");
  const [shown, setShown] = useState<Part | null>(null);
  const toggle = (part: Part) => setShown(shown === part ? null : part);
  const open = account.waiting + account.dead;
  return (
    <div className="mb-5">
      <Card title={`${t(`providers.${account.provider}`)} · ${account.name}`} aside={<State account={account} />}>
        <Broken account={account} mayWrite={mayWrite} />
        <Backlog account={account} mayWrite={mayWrite} />
        <Targets account={account} mayWrite={mayWrite} />
        {mayWrite ? <Wish account={account} /> : null}
        <div className="mt-5 flex flex-wrap gap-2">
          {mayWrite ? <AccountTest account={account} /> : null}
          <Button aria-expanded={shown === "log"} onClick={() => toggle("log")}>
            {t("log")}
          </Button>
          <Button aria-expanded={shown === "compare"} onClick={() => toggle("compare")}>
            {t("compare.title")}
          </Button>
          {open > 0 || shown === "entries" ? (
            <Button aria-expanded={shown === "entries"} onClick={() => toggle("entries")}>
              {t("entries.title", { count: open })}
            </Button>
          ) : null}
          {mayWrite ? <Disconnect account={account} /> : null}
        </div>
        {shown === "log" ? <AccountLog account={account} /> : null}
        {shown === "compare" ? <AccountCompare account={account} mayWrite={mayWrite} /> : null}
        {shown === "entries" ? <AccountEntries account={account} mayWrite={mayWrite} /> : null}
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
