import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { flagsQuery } from "../api/calendar-operations.ts";
import { Loaded } from "../ui/loaded.tsx";
import { Page } from "../ui/page.tsx";
import { FlagCard } from "./flag-card.tsx";
import { useConsoleTitle } from "./use-console.ts";

/** What is given to businesses little by little, or taken away in an emergency. */
export function FlagsPage() {
  const t = useTranslations("admin.flags");
  const admin = useTranslations("admin");
  const flags = useQuery(flagsQuery);
  useConsoleTitle(admin("pages.flags"));
  return (
    <Page title={admin("pages.flags")} subtitle={t("subtitle")}>
      <Loaded query={flags}>
        {({ items }) => (
          <div className="grid items-start gap-4 lg:grid-cols-2">
            {items.map((flag) => (
              <FlagCard key={`${flag.name}${flag.percent}`} flag={flag} />
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
