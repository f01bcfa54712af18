import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { AccountView } from "../../contracts/calendar-sync.ts";
import { syncLogQuery } from "../api/integrations.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Loaded } from "../ui/loaded.tsx";

const ACTIONS = ["written", "removed", "retried", "given_up", "read", "not_read", "broken", "reconciled"] as const;

/** What was done at an account, the latest first. */
export function AccountLog({ account }: { account: AccountView }) {
  const t = useTranslations("integrations");
  const formats = useBranchFormats();
  const entries = useQuery(syncLogQuery(account.id));
  return (
    <div className="mt-4">
      <ExportLink path={`/api/v1/calendar-accounts/${account.id}/log/export`} of={t("log")} />
      <Loaded query={entries}>
        {({ items }) => (
          <ul className="mt-4 text-sm">
            {items.length === 0 ? <li className="text-ink-faint">{t("logEmpty")}</li> : null}
            {items.map(({ id, at, action, error, count }) => (
              <li key={id} className="flex flex-wrap gap-x-3 border-t border-line py-1.5">
                <span className="text-ink-faint tabular-nums">{formats.dateTime(at)}</span>
                <span>
                  {isKnown(action) ? t(`actions.${action}`) : action}
                  {count === null ? null : ` (${count})`}
                </span>
                {error === null ? null : <code className="font-mono text-xs wrap-anywhere">{error}</code>}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </div>
  );
}

function isKnown(action: string): action is (typeof ACTIONS)[number] {
  return ACTIONS.some((each) => each === action);
}
