import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TemplateUseView, WhatsappTemplateView } from "../../contracts/whatsapp.ts";
import { ApiError } from "../api/api-error.ts";
import { templateUsesQuery, whatsappTemplatesQuery } from "../api/messages.ts";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { TemplateUse } from "./template-use.tsx";

const KINDS = ["booked", "requested", "moved", "cancelled", "declined", "reminder"] as const;
type Language = TemplateUseView["language"];

/** Which approved template tells of what, where free text is not delivered. */
export function WhatsappTemplates() {
  const t = useTranslations("whatsapp");
  const languages = useTranslations("messages.wordings");
  const [language, setLanguage] = useState<Language>("de");
  const templates = useQuery(whatsappTemplatesQuery);
  const isMissing = templates.error instanceof ApiError && templates.error.code === "not_configured";
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-72 text-sm text-ink-soft">{t("about")}</p>
        <Segmented
          label={languages("language")}
          value={language}
          options={(["de", "en"] as const).map((value) => ({ value, label: languages(value) }))}
          onChoose={setLanguage}
        />
      </div>
      {isMissing ? (
        <Card>
          <p className="text-sm font-semibold">{t("notConnected")}</p>
          <p className="mt-1 text-sm text-ink-soft">{t("notConnectedAdvice")}</p>
        </Card>
      ) : (
        <Loaded query={templates} rows={6}>
          {(all) => <Uses key={language} language={language} templates={all} />}
        </Loaded>
      )}
    </>
  );
}

function Uses({ language, templates }: { language: Language; templates: WhatsappTemplateView[] }) {
  const t = useTranslations("whatsapp");
  const usable = templates.filter(({ status, isUsable }) => status === "APPROVED" && isUsable);
  const waiting = templates.length - usable.length;
  return (
    <Loaded query={useQuery(templateUsesQuery)} rows={6}>
      {(uses) => (
        <>
          <div className="grid gap-4 lg:grid-cols-2">
            {KINDS.map((kind) => (
              <TemplateUse
                key={kind}
                kind={kind}
                language={language}
                templates={usable}
                use={uses.find((each) => each.kind === kind && each.language === language) ?? null}
              />
            ))}
          </div>
          {waiting > 0 ? <p className="mt-4 text-sm text-ink-soft">{t("waiting", { count: waiting })}</p> : null}
        </>
      )}
    </Loaded>
  );
}
