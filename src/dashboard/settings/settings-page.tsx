import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useTranslations } from "use-intl";
import { brandingQuery } from "../api/settings.ts";
import { buttonClass } from "../ui/button.tsx";
import { Code } from "../ui/code.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card, Page } from "../ui/page.tsx";
import { useTitle } from "../ui/use-title.ts";
import { BrandingForm } from "./branding-form.tsx";
import { BusinessForm } from "./business-form.tsx";
import { LogoCard } from "./logo-card.tsx";

export function SettingsPage() {
  const t = useTranslations("settings");
  useTitle(t("title"));
  return (
    <Page title={t("title")} subtitle={t("subtitle")}>
      <Loaded query={useQuery(brandingQuery)} rows={6}>
        {(branding) => (
          <div className="flex max-w-208 flex-col gap-5">
            <LinkCard url={branding.bookingPageUrl} />
            <BusinessForm key={`business ${JSON.stringify(branding)}`} branding={branding} />
            <LogoCard branding={branding} />
            <BrandingForm key={JSON.stringify(branding)} branding={branding} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function LinkCard({ url }: { url: string }) {
  const t = useTranslations("settings");
  return (
    <Card title={t("link")}>
      <p className="mb-3 text-sm text-ink-soft">{t("linkWhy")}</p>
      <div className="flex flex-wrap items-center gap-3">
        <Code text={url} what={t("copyLink")} />
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          className={buttonClass("secondary", "min-h-9 px-3 pointer-coarse:min-h-11")}
        >
          <ExternalLink aria-hidden className="size-4" /> {t("openPage")}
        </a>
      </div>
    </Card>
  );
}
