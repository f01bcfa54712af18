import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { TenantDetailView } from "../../contracts/operations.ts";
import { Card } from "../ui/page.tsx";

const COUNTED = [
  "branches",
  "staff",
  "services",
  "customers",
  "appointments",
  "calls",
  "users",
  "api_keys",
  "connections",
  "webhook_endpoints",
] as const;
const LINK = "inline-flex min-h-9 items-center text-sm font-medium text-accent hover:underline";

/** How much there is of each thing, and the way to those that operators may look at. */
export function TenantCounts({ tenant: { id, counts } }: { tenant: TenantDetailView }) {
  const t = useTranslations("admin.tenant");
  const admin = useTranslations("admin");
  return (
    <Card title={t("counts")}>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5 text-sm sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto]">
        {COUNTED.map((name) => (
          <div key={name} className="contents">
            <dt className="text-ink-faint">{t(`count.${name}`)}</dt>
            <dd className="text-right font-medium tabular-nums">{counts[name] ?? 0}</dd>
          </div>
        ))}
      </dl>
      <nav aria-label={t("links")} className="mt-4 flex flex-wrap gap-x-5 border-t border-line pt-2">
        <Link to="/admin/users" search={{ tenant: id }} className={LINK}>
          {admin("pages.users")}
        </Link>
        <Link to="/admin/connections" search={{ tenant: id }} className={LINK}>
          {admin("pages.connections")}
        </Link>
        <Link to="/admin/calls" search={{ tenant: id }} className={LINK}>
          {admin("pages.calls")}
        </Link>
        <Link to="/admin/events" search={{ tenant: id }} className={LINK}>
          {admin("pages.events")}
        </Link>
        <Link to="/admin/quarantine" search={{ tenant: id }} className={LINK}>
          {admin("pages.quarantine")}
        </Link>
      </nav>
    </Card>
  );
}
