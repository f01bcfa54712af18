import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslations } from "use-intl";
import { onlyBranch } from "../live/live-search.ts";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { ON_THE_BAR, pagesFor } from "./pages.ts";
import { useSignedIn } from "./signed-in.tsx";

export function MoreMenuContent({ trigger }: { trigger: ReactElement }) {
  const t = useTranslations("shell");
  const navigate = useNavigate();
  const { permissions } = useSignedIn().me;
  return (
    <Menu trigger={trigger} align="end">
      {pagesFor(permissions)
        .filter(({ name }) => !ON_THE_BAR.includes(name))
        .map(({ name, to, icon: Icon }) => (
          <MenuItem key={name} onClick={() => void navigate({ to, search: onlyBranch })}>
            <Icon aria-hidden className="size-4 text-accent" />
            {t(`pages.${name}`)}
          </MenuItem>
        ))}
    </Menu>
  );
}
