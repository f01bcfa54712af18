import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { IntlProvider } from "use-intl";
import { operatorQuery } from "../api/operations.ts";
import { meQuery } from "../api/queries.ts";
import { isConsole } from "../app/console-path.ts";
import { readSetting, writeSetting } from "../app/settings.ts";
import { type Formats, formatsFor } from "./formats.ts";
import { isLocale, type Locale, loadMessages, type Messages, preferredLocale, regionalTag } from "./locale.ts";

type LocaleChoice = { locale: Locale; chooseLocale: (locale: Locale) => void };
const LocaleContext = createContext<LocaleChoice | null>(null);

export function LocaleProvider({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState(storedLocale);
  const me = useQuery({ ...meQuery, enabled: !isConsole() });
  const operator = useQuery({ ...operatorQuery, enabled: isConsole() });
  const own = me.data?.user.language ?? operator.data?.language;
  const wanted = chosen ?? own ?? preferredLocale(navigator.languages);
  const loaded = useLoadedMessages(wanted);

  const chooseLocale = useCallback((locale: Locale) => {
    writeSetting("language", locale);
    setChosen(locale);
  }, []);
  const choice = useMemo(() => ({ locale: wanted, chooseLocale }), [wanted, chooseLocale]);

  if (!loaded) return null;
  return (
    <LocaleContext value={choice}>
      <IntlProvider locale={loaded.locale} messages={loaded.messages} timeZone="UTC">
        {children}
      </IntlProvider>
    </LocaleContext>
  );
}

export function useLocaleChoice(): LocaleChoice {
  const choice = use(LocaleContext);
  if (!choice) throw new Error("useLocaleChoice needs LocaleProvider");
  return choice;
}

export function useFormats(timeZone: string): Formats {
  const { locale } = useLocaleChoice();
  return formatsFor(regionalTag(locale, navigator.languages), locale, timeZone);
}

/** Keeps the former language on screen until the new one has arrived. */
function useLoadedMessages(locale: Locale): { locale: Locale; messages: Messages } | null {
  const [loaded, setLoaded] = useState<{ locale: Locale; messages: Messages } | null>(null);
  useEffect(() => {
    let wanted = true;
    void loadMessages(locale).then((messages) => {
      if (!wanted) return;
      document.documentElement.lang = locale;
      setLoaded({ locale, messages });
    });
    return () => {
      wanted = false;
    };
  }, [locale]);
  return loaded;
}

function storedLocale(): Locale | null {
  const stored = readSetting("language");
  return isLocale(stored) ? stored : null;
}
