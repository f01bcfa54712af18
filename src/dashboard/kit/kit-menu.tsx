import { type ReactElement, useState } from "react";
import { Menu, MenuItem, MenuSeparator, MenuToggle } from "../ui/menu.tsx";

export function KitMenu({ trigger }: { trigger: ReactElement }) {
  const [on, setOn] = useState(true);
  return (
    <Menu trigger={trigger}>
      <MenuItem>An act</MenuItem>
      <MenuSeparator />
      <MenuToggle checked={on} onToggle={setOn}>
        A choice
      </MenuToggle>
    </Menu>
  );
}
