import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { PlatformAccountDetailView, VendorGateView } from "../../contracts/calendar-operations.ts";
import { calendarAccountQuery } from "../api/calendar-operations.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Code } from "../ui/code.tsx";
import { Detail, Details } from "../ui/details.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { TenantLink } from "./cells.tsx";
import { useConsoleFormats } from "./use-console.ts";

const TONES: Record<VendorGateView["circuit"], Tone> = { closed: "good", open: "bad", half_open: "warn" };

/** One account: what it has left of its budget, and how its circuit stands. */
export function CalendarSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations("admin.calendars");
  const account = useQuery(calendarAccountQuery(id));
  return (
    <Sheet open onClose={onClose} title={t("sheet")} subtitle={t("sheetNote")}>
      <Loaded query={account}>{(view) => <Account account={view} />}</Loaded>
    </Sheet>
  );
}

function Account({ account }: { account: PlatformAccountDetailView }) {
  const t = useTranslations("admin.calendars");
  const admin = useTranslations("admin");
  const formats = useConsoleFormats();
  const { id, tenantId, tenantName, provider, state, lastSyncAt, lastError, waiting, dead } = account;
  return (
    <div className="flex flex-col gap-6">
      <Details>
        <Detail label="Id">
          <Code text={id} what={admin("copyId")} />
        </Detail>
        <Detail label={admin("business")}>
          <TenantLink id={tenantId} name={tenantName} />
        </Detail>
        <Detail label={t("account")}>{t(`providers.${provider}`)}</Detail>
        <Detail label={t("state")}>{t(`states.${state}`)}</Detail>
        <Detail label={t("lastSync")}>{lastSyncAt === null ? admin("never") : formats.dateTime(lastSyncAt)}</Detail>
        {lastError ? <Detail label={t("lastError")}>{lastError}</Detail> : null}
        <Detail label={t("counts.waiting")}>{waiting}</Detail>
        <Detail label={t("counts.dead")}>{dead === 0 ? dead : <DeadLink tenantId={tenantId} count={dead} />}</Detail>
      </Details>
      <Gate gate={account.gate} />
    </div>
  );
}

function DeadLink({ tenantId, count }: { tenantId: string; count: number }) {
  const t = useTranslations("admin.calendars");
  return (
    <Link
      to="/admin/calendar-entries"
      search={{ tenant: tenantId }}
      className="inline-flex min-h-6 items-center font-medium text-accent hover:underline"
    >
      {t("seeDead", { count })}
    </Link>
  );
}

function Gate({ gate }: { gate: VendorGateView }) {
  const t = useTranslations("admin.calendars.gate");
  const formats = useConsoleFormats();
  const { perMinute, burst, left, pausedUntil, circuit, failures, retryAt, lastError } = gate;
  return (
    <section>
      <h3 className="mb-2 flex items-center gap-2 text-base font-semibold">
        {t("title")} <Badge tone={TONES[circuit]}>{t(`circuits.${circuit}`)}</Badge>
      </h3>
      <Details>
        <Detail label={t("budget")}>{t("perMinute", { perMinute, burst })}</Detail>
        <Detail label={t("left")}>
          <Meter left={left} burst={burst} />
        </Detail>
        {pausedUntil ? <Detail label={t("pausedUntil")}>{formats.dateTime(pausedUntil)}</Detail> : null}
        <Detail label={t("failures")}>{failures}</Detail>
        {retryAt ? <Detail label={t("retryAt")}>{formats.dateTime(retryAt)}</Detail> : null}
        {lastError ? <Detail label={t("lastError")}>{lastError}</Detail> : null}
      </Details>
    </section>
  );
}

function Meter({ left, burst }: { left: number; burst: number }) {
  return (
    <span className="flex items-center gap-2 tabular-nums">
      {left}
      <span aria-hidden className="h-1.5 w-24 overflow-hidden rounded-full bg-sunken">
        <span className="block h-full bg-accent" style={{ inlineSize: `${Math.min(100, (left / burst) * 100)}%` }} />
      </span>
    </span>
  );
}
