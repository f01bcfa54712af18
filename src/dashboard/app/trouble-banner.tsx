import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Unplug } from "lucide-react";
import { useTranslations } from "use-intl";
import type { TroubleView } from "../../contracts/calendar-sync.ts";
import { troubleQuery } from "../api/integrations.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { buttonClass } from "../ui/button.tsx";
import { useSignedIn } from "./signed-in.tsx";

/** Above every page while a calendar outside is cut off: nothing is written or read there, and people must know. */
export function TroubleBanner() {
  const pressing = useQuery(troubleQuery()).data?.items.filter(({ kind }) => kind !== "given_up") ?? [];
  const [first] = pressing;
  return first ? (
    <PageTexts of={["trouble"]}>
      <Banner first={first} pressing={pressing} />
    </PageTexts>
  ) : null;
}

function Banner({ first, pressing }: { first: TroubleView; pressing: TroubleView[] }) {
  const t = useTranslations("trouble");
  const { branch } = useSignedIn();
  const name = `${t(`providers.${first.provider}`)} · ${first.name}`;
  const text = first.kind === "broken" ? t("broken", { name }) : t("failing", { name });
  return (
    <aside
      aria-label={t("label")}
      data-trouble={first.kind}
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-bad-soft px-3 py-2 text-sm text-bad sm:px-4 lg:px-6"
    >
      <Unplug aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-60 font-medium wrap-anywhere">
        {pressing.length === 1 ? text : t("several", { count: pressing.length, text })}
      </p>
      <Link
        to="/app/integrations"
        search={{ branch: branch.id }}
        className={buttonClass("secondary", "min-h-9 px-3 pointer-coarse:min-h-11")}
      >
        {first.kind === "broken" ? t("connectAgain") : t("look")}
      </Link>
    </aside>
  );
}
