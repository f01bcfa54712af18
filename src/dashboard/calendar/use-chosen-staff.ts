import { useSignedIn } from "../app/signed-in.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { chosenStaff } from "./own-column.ts";

/** Whose column the page shows. Undefined: everybody's. */
export function useChosenStaff(): string | undefined {
  const [{ staff }] = useLiveSearch();
  return chosenStaff(staff, useSignedIn().me.user);
}
