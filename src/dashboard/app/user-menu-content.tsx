import { Languages, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { type ReactElement, useRef } from "react";
import { useTranslations } from "use-intl";
import { useLocaleChoice } from "../i18n/locale-provider.tsx";
import { forgetLastView } from "../pwa/last-view.ts";
import { Menu, MenuChoices, MenuItem, MenuSeparator } from "../ui/menu.tsx";
import { useSignedIn } from "./signed-in.tsx";
import { THEMES, useTheme } from "./theme.ts";

const THEME_ICONS = { light: Sun, dark: Moon, system: Monitor } as const;

export function UserMenuContent({ trigger }: { trigger: ReactElement }) {
  const { user } = useSignedIn().me;
  const logout = useRef<HTMLFormElement>(null);

  return (
    <>
      <form ref={logout} method="post" action="/logout" hidden />
      <PersonMenu
        trigger={trigger}
        name={user.name}
        email={user.email}
        onSignOut={() => void forgetLastView().finally(() => logout.current?.requestSubmit())}
      />
    </>
  );
}

type PersonMenuProps = { trigger: ReactElement; name: string; email: string; onSignOut: () => void };

/** Who is signed in, how the app looks and speaks to them, and the way out. */
export function PersonMenu({ trigger, name, email, onSignOut }: PersonMenuProps) {
  const t = useTranslations("shell");
  return (
    <Menu trigger={trigger} align="end">
      <div className="px-2.5 pt-2 pb-1.5">
        <p className="text-sm font-medium">{name}</p>
        <p className="text-xs text-ink-faint">{email}</p>
      </div>
      <MenuSeparator />
      <LanguageChoice />
      <MenuSeparator />
      <ThemeChoice />
      <MenuSeparator />
      <MenuItem onClick={onSignOut}>
        <LogOut aria-hidden className="size-4 text-ink-faint" />
        {t("signOut")}
      </MenuItem>
    </Menu>
  );
}

function LanguageChoice() {
  const t = useTranslations("shell");
  const { locale, chooseLocale } = useLocaleChoice();
  const named = (name: string) => (
    <>
      <Languages aria-hidden className="size-4 text-ink-faint" />
      {name}
    </>
  );
  return (
    <MenuChoices
      label={t("language")}
      value={locale}
      choices={[
        { value: "de", label: named("Deutsch") },
        { value: "en", label: named("English") },
      ]}
      onChoose={chooseLocale}
    />
  );
}

function ThemeChoice() {
  const t = useTranslations("shell");
  const [theme, setTheme] = useTheme();
  const choices = THEMES.map((value) => {
    const Icon = THEME_ICONS[value];
    return {
      value,
      label: (
        <>
          <Icon aria-hidden className="size-4 text-ink-faint" />
          {t(`themes.${value}`)}
        </>
      ),
    };
  });
  return <MenuChoices label={t("theme")} value={theme} choices={choices} onChoose={setTheme} />;
}
