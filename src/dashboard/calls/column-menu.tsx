import type { ReactElement } from "react";
import { useTranslations } from "use-intl";
import { Menu, MenuToggle } from "../ui/menu.tsx";
import { CALL_COLUMNS, toggleCallColumn, useCallColumns } from "./call-columns.ts";

/** Which columns the list of calls has. Stays open: who changes one often changes two. */
export function ColumnMenu({ trigger }: { trigger: ReactElement }) {
  const t = useTranslations("calls");
  const shown = useCallColumns();
  return (
    <Menu trigger={trigger} align="end">
      {CALL_COLUMNS.map((column) => (
        <MenuToggle key={column} checked={shown.includes(column)} onToggle={() => toggleCallColumn(column)}>
          {t(column)}
        </MenuToggle>
      ))}
    </Menu>
  );
}
