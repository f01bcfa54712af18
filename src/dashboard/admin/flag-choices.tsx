import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { RolloutView } from "../../contracts/rollouts.ts";
import { flagChoicesQuery } from "../api/calendar-operations.ts";
import { Badge } from "../ui/badge.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Pagination } from "../ui/pagination.tsx";
import { Moment, TenantLink } from "./cells.tsx";
import { usePages } from "./use-pages.ts";

/** The businesses for which the percentage does not decide. Each is changed on its own page. */
export function FlagChoices({ name }: { name: RolloutView["name"] }) {
  const t = useTranslations("admin.flags");
  const pages = usePages();
  const choices = useQuery(flagChoicesQuery(name, pages.query));
  return (
    <section className="mt-5">
      <h3 className="text-sm font-semibold">{t("choices")}</h3>
      <Loaded query={choices} rows={1}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? <p className="mt-1 text-sm text-ink-faint">{t("noChoices")}</p> : null}
            <ul className="mt-1 divide-y divide-line">
              {items.map(({ tenantId, tenantName, choice, changedAt }) => (
                <li key={tenantId} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
                  <span className="min-w-0 flex-1 basis-40">
                    <TenantLink id={tenantId} name={tenantName} />
                  </span>
                  <Badge tone={choice === "in" ? "good" : "neutral"}>{t(`choice.${choice}`)}</Badge>
                  <span className="text-xs text-ink-faint">
                    <Moment at={changedAt} />
                  </span>
                </li>
              ))}
            </ul>
            <Pagination
              page={pages.page}
              hasNext={nextCursor !== null}
              onPage={(page) => pages.turn(page, nextCursor)}
            />
          </>
        )}
      </Loaded>
    </section>
  );
}
