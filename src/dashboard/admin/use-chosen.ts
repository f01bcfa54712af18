import { useState } from "react";

/** Rows that were ticked; those that are no longer shown are none. */
export function useChosen(shown: readonly { id: string }[]) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const ids = chosen.filter((id) => shown.some((row) => row.id === id));
  const toggle = (id: string) => setChosen(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]);
  return { ids, toggle, clear: () => setChosen([]) };
}
