import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";
import { operatorQuery } from "../api/operations.ts";
import { FullScreen } from "../app/full-screens.tsx";
import { ShellSkeleton } from "../app/shell-skeleton.tsx";
import { TestModeBanner } from "../app/test-mode-banner.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Logo } from "../ui/logo.tsx";
import { ConsoleNav } from "./console-nav.tsx";
import { OperatorMenu } from "./operator-menu.tsx";

const Toaster = lazy(async () => ({ default: (await import("../ui/toaster.tsx")).Toaster }));

/** The operators' console: what is around its pages. */
export function ConsoleShell() {
  const operator = useQuery(operatorQuery);
  if (operator.data) return <SignedInConsole name={operator.data.name ?? ""} email={operator.data.email ?? ""} />;
  const isLeaving = operator.error instanceof ApiError && operator.error.kind === "signed_out";
  if (!operator.error || isLeaving) return <ShellSkeleton />;
  return (
    <FullScreen alone>
      <FailureNotice heading error={operator.error} onRetry={() => void operator.refetch()} />
    </FullScreen>
  );
}

function SignedInConsole({ name, email }: { name: string; email: string }) {
  const t = useTranslations("admin");
  const shell = useTranslations("shell");
  return (
    <>
      <a
        href="#main"
        className="sr-only z-60 rounded-md bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {shell("skipToContent")}
      </a>
      <TestModeBanner />
      <div className="flex min-h-(--screen) flex-col lg:h-(--screen) lg:flex-row">
        <div className="flex shrink-0 flex-col border-line bg-sunken max-lg:border-b lg:w-56 lg:border-r">
          <header className="flex h-14 shrink-0 items-center gap-2.5 px-4">
            <Logo className="size-7.5 shrink-0" />
            <span className="min-w-0 flex-1 truncate text-lg font-semibold tracking-tight">{t("short")}</span>
            <div className="lg:hidden">
              <OperatorMenu name={name} email={email} />
            </div>
          </header>
          <ConsoleNav />
          <div className="border-t border-line p-2.5 max-lg:hidden">
            <OperatorMenu name={name} email={email} wide />
          </div>
        </div>
        <div className="flex min-w-0 flex-1 flex-col lg:h-(--screen)">
          <Suspense>
            <Outlet />
          </Suspense>
        </div>
      </div>
      <Suspense>
        <Toaster />
      </Suspense>
    </>
  );
}
