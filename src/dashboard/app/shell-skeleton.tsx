import { useTranslations } from "use-intl";
import { Skeleton } from "../ui/skeleton.tsx";

export function ShellSkeleton() {
  const t = useTranslations("common");
  const shell = useTranslations("shell");
  return (
    <main aria-busy className="flex min-h-dvh">
      <h1 className="sr-only">{shell("product")}</h1>
      <p role="status" className="sr-only">
        {t("loading")}
      </p>
      <div className="hidden w-56 shrink-0 flex-col gap-3 border-r border-line p-4 lg:flex">
        <Skeleton className="h-8 w-36" />
        <Skeleton className="mt-4 h-9" />
      </div>
      <div className="flex flex-1 flex-col gap-4 p-4 lg:px-6">
        <Skeleton className="h-9 w-56" />
        <Skeleton className="h-8 w-72" />
        <Skeleton className="min-h-80 flex-1" />
      </div>
    </main>
  );
}
