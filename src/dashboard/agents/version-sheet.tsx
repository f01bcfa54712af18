import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { agentVersionQuery } from "../api/voice-vendors.ts";
import { Loaded } from "../ui/loaded.tsx";
import { Sheet } from "../ui/sheet.tsx";

type VersionSheetProps = { branchId: string; versionId: string; onClose: () => void };

/** All that a version says and can do. */
export function VersionSheet({ branchId, versionId, onClose }: VersionSheetProps) {
  const t = useTranslations("agents");
  const version = useQuery(agentVersionQuery(branchId, versionId));
  const title = version.data ? t("number", { number: version.data.number }) : t("version");
  return (
    <Sheet open onClose={onClose} title={title} subtitle={version.data?.agentId ?? undefined}>
      <Loaded query={version} rows={6}>
        {({ plan }) => (
          <div className="flex flex-col gap-4 text-sm">
            <Part title={t("fields.greeting")}>{plan.greeting}</Part>
            <Part title={t("fields.prompt")}>{plan.prompt}</Part>
            <Part title={t("fields.tools")}>{plan.tools.map(({ name }) => name).join(", ")}</Part>
          </div>
        )}
      </Loaded>
    </Sheet>
  );
}

function Part({ title, children }: { title: string; children: string }) {
  return (
    <section>
      <h3 className="mb-1 font-semibold">{title}</h3>
      <p className="rounded-md bg-sunken p-3 wrap-anywhere whitespace-pre-wrap">{children}</p>
    </section>
  );
}
