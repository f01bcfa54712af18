import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { IntlProvider, useMessages } from "use-intl";
import type { Locale } from "./locale.ts";
import { useLocaleChoice } from "./locale-provider.tsx";
import { PAGE_TEXTS, type PageTextsName } from "./page-texts-parts.ts";

type PageTextsProps = { of: readonly PageTextsName[]; children: ReactNode };

/** Texts that few pages want, beside those that every page has: `of` names all that is used within. */
export function PageTexts({ of, children }: PageTextsProps) {
  const { locale } = useLocaleChoice();
  const shared = useMessages();
  const { data } = useQuery({
    queryKey: ["texts", locale, ...of],
    queryFn: () => loadParts(of, locale),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return null;
  return (
    <IntlProvider locale={locale} messages={{ ...shared, ...data }} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}

async function loadParts(names: readonly PageTextsName[], locale: Locale): Promise<object> {
  const files = await Promise.all(names.map((name) => PAGE_TEXTS[name][locale]()));
  return Object.assign({}, ...files.map((file) => file.default));
}
