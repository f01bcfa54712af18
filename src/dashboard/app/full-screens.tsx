import { Compass } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { buttonClass } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";

/** A page that is one message. `alone`: without the bars around it. */
export function FullScreen({ alone = false, children }: { alone?: boolean; children: ReactNode }) {
  return (
    <main id="main" className={classNames("grid flex-1 place-items-center p-4", alone && "min-h-dvh")}>
      {children}
    </main>
  );
}

export function NotFoundScreen() {
  const t = useTranslations("shell");
  return (
    <FullScreen>
      <EmptyState heading icon={Compass} title={t("notFound.title")}>
        <p className="mb-4">{t("notFound.advice")}</p>
        <a href="/app/today" className={buttonClass("primary", "min-h-11 px-4")}>
          {t("notFound.home")}
        </a>
      </EmptyState>
    </FullScreen>
  );
}

export function CrashScreen({ error }: { error: unknown }) {
  return (
    <FullScreen alone>
      <FailureNotice heading error={error} onRetry={() => location.reload()} />
    </FullScreen>
  );
}
