import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslations } from "use-intl";
import { type LiveSearch } from "../live/live-search.ts";
import { Menu, MenuChoices } from "../ui/menu.tsx";
import { useSignedIn } from "./signed-in.tsx";

export function BranchMenuContent({ trigger }: { trigger: ReactElement }) {
  const t = useTranslations("shell");
  const { me, branch } = useSignedIn();
  const navigate = useNavigate();

  const choices = me.branches.map(({ id, name, timeZone }) => ({
    value: id as string,
    label: (
      <span className="flex min-w-0 flex-col">
        <span className="truncate">{name}</span>
        <span className="text-2xs text-ink-faint">{timeZone}</span>
      </span>
    ),
  }));
  // What is open belongs to the branch that is left.
  const choose = (id: string) =>
    void navigate({ to: ".", search: ({ date, view }: LiveSearch) => ({ date, view, branch: id }) });

  return (
    <Menu trigger={trigger}>
      <MenuChoices label={t("branches")} value={branch.id} choices={choices} onChoose={choose} />
    </Menu>
  );
}
