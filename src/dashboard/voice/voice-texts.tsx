import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { IntlProvider, useMessages } from "use-intl";
import { loadVoiceMessages } from "../i18n/locale.ts";
import { useLocaleChoice } from "../i18n/locale-provider.tsx";

/** The texts of the pages about the agent on the phone, beside those that every page has. */
export function VoiceTexts({ children }: { children: ReactNode }) {
  const { locale } = useLocaleChoice();
  const shared = useMessages();
  const { data } = useQuery({
    queryKey: ["texts", "voice", locale],
    queryFn: () => loadVoiceMessages(locale),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return null;
  return (
    <IntlProvider locale={locale} messages={{ ...shared, ...data }} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}
