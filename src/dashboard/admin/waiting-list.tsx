import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import type { HealthView } from "../../contracts/operations.ts";
import { classNames } from "../ui/class-names.ts";
import type { ConsoleSearch } from "./console-search.ts";

type Waiting = HealthView["waiting"];
type Row = { name: keyof Waiting; isBad: boolean; to?: "/admin/events" | "/admin/quarantine" | "/admin/dead-letters" };

/** What needs a hand comes first. */
const ROWS: readonly (Row & { search?: ConsoleSearch })[] = [
  { name: "quarantinedEvents", isBad: true, to: "/admin/quarantine" },
  { name: "deadLetters", isBad: true, to: "/admin/dead-letters" },
  { name: "failedEvents", isBad: true, to: "/admin/events", search: { status: "failed" } },
  { name: "overdueDeliveries", isBad: true },
  { name: "openEvents", isBad: false, to: "/admin/events", search: { status: "received" } },
  { name: "pendingDeliveries", isBad: false },
];

export function WaitingList({ waiting }: { waiting: Waiting }) {
  return (
    <ul className="divide-y divide-line">
      {ROWS.map(({ name, isBad, to, search }) => (
        <li key={name}>
          {to ? (
            <Link to={to} search={search ?? {}} className="flex hover:bg-hover">
              <WaitingRow name={name} count={waiting[name]} isBad={isBad} />
              <ChevronRight aria-hidden className="mr-3 size-4 shrink-0 self-center text-ink-faint" />
            </Link>
          ) : (
            <div className="flex pr-7">
              <WaitingRow name={name} count={waiting[name]} isBad={isBad} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function WaitingRow({ name, count, isBad }: { name: keyof Waiting; count: number; isBad: boolean }) {
  const t = useTranslations("admin.overview");
  return (
    <span className="flex min-h-11 min-w-0 flex-1 items-center justify-between gap-3 py-2 pr-2 pl-4 text-sm">
      <span className="min-w-0">{t(name)}</span>
      <span
        className={classNames(
          "font-semibold tabular-nums",
          count > 0 && isBad ? "text-bad" : "text-ink",
          count === 0 && "font-normal text-ink-faint",
        )}
      >
        {count}
      </span>
    </span>
  );
}
