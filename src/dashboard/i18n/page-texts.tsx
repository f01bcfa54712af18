import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { IntlProvider, useMessages } from "use-intl";
import { loadPageMessages } from "./locale.ts";
import { useLocaleChoice } from "./locale-provider.tsx";

/** The texts of the pages that few open and rarely, beside those that every page has. */
export function PageTexts({ children }: { children: ReactNode }) {
  const { locale } = useLocaleChoice();
  const shared = useMessages();
  const { data } = useQuery({
    queryKey: ["texts", "pages", locale],
    queryFn: () => loadPageMessages(locale),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return null;
  return (
    <IntlProvider locale={locale} messages={{ ...shared, ...data }} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}
