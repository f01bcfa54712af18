import { useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { type ReactElement, useState } from "react";
import { useTranslations } from "use-intl";
import { type LiveSearch } from "../live/live-search.ts";
import { later } from "../ui/later.tsx";
import { Menu, MenuChoices, MenuItem, MenuSeparator } from "../ui/menu.tsx";
import { useSignedIn } from "./signed-in.tsx";

const NewBranchDialog = later(async () => (await import("../catalogue/new-branch-dialog.tsx")).NewBranchDialog);

export function BranchMenuContent({ trigger }: { trigger: ReactElement }) {
  const t = useTranslations("shell");
  const { me, branch } = useSignedIn();
  const navigate = useNavigate();
  const [isAdding, setAdding] = useState(false);

  const closedLast = me.branches.toSorted((a, b) => Number(a.isClosed) - Number(b.isClosed));
  const choices = closedLast.map(({ id, name, timeZone, isClosed }) => ({
    value: id as string,
    label: (
      <span className="flex min-w-0 flex-col">
        <span className="truncate">{name}</span>
        <span className="text-2xs text-ink-faint">{isClosed ? t("closedBranch.note") : timeZone}</span>
      </span>
    ),
  }));
  // What is open belongs to the branch that is left.
  const choose = (id: string) =>
    void navigate({ to: ".", search: ({ date, view }: LiveSearch) => ({ date, view, branch: id }) });

  return (
    <>
      <Menu trigger={trigger}>
        <MenuChoices label={t("branches")} value={branch.id} choices={choices} onChoose={choose} />
        {me.permissions.includes("catalogue:write") ? (
          <>
            <MenuSeparator />
            <MenuItem onClick={() => setAdding(true)}>
              <Plus aria-hidden className="size-4" /> {t("addBranch")}
            </MenuItem>
          </>
        ) : null}
      </Menu>
      {isAdding ? <NewBranchDialog onClose={() => setAdding(false)} /> : null}
    </>
  );
}
