import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Siren } from "lucide-react";
import { useTranslations } from "use-intl";
import type { AlertView } from "../../contracts/on-call.ts";
import { waitingAlertsQuery } from "../api/on-call.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { useTaking } from "../on-call/use-taking.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useSignedIn } from "./signed-in.tsx";

/** Above every page until somebody has taken the emergency. */
export function EmergencyBanner() {
  const waiting = useQuery(waitingAlertsQuery).data?.items ?? [];
  const [latest] = waiting;
  return latest ? (
    <PageTexts of={["onCall"]}>
      <Banner latest={latest} count={waiting.length} />
    </PageTexts>
  ) : null;
}

function Banner({ latest, count }: { latest: AlertView; count: number }) {
  const t = useTranslations("onCall");
  const { branch, me } = useSignedIn();
  const taking = useTaking();
  return (
    <aside
      aria-label={t("emergency")}
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-bad-soft px-3 py-2 text-sm text-bad sm:px-4 lg:px-6"
    >
      <Siren aria-hidden className="size-4 shrink-0" />
      <p role="alert" className="line-clamp-2 min-w-0 flex-1 basis-60 font-medium wrap-anywhere">
        {t("bannerText", { count, message: latest.message ?? t("noWords") })}
      </p>
      <div className="flex flex-wrap gap-2">
        <Link
          to="/app/on-call"
          search={{ branch: branch.id }}
          className={buttonClass("secondary", "min-h-9 px-3 pointer-coarse:min-h-11")}
        >
          {t("look")}
        </Link>
        {me.permissions.includes("calls:write") ? (
          <Button variant="danger" disabled={taking.isPending} onClick={() => taking.send(latest.id)}>
            {t("take")}
          </Button>
        ) : null}
      </div>
      <Refusal error={taking.error} />
    </aside>
  );
}
