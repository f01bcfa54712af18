import { useQuery } from "@tanstack/react-query";
import { resourcesQuery, staffQuery } from "../api/catalogue.ts";
import { useSignedIn } from "../app/signed-in.tsx";

type Named = { id: string; name: string };

/** The staff and resources of the shown branch, and a name for each branch and calendar. */
export function useNames() {
  const { me, branch } = useSignedIn();
  const staff: Named[] = useQuery(staffQuery(branch.id)).data ?? [];
  const resources: Named[] = useQuery(resourcesQuery(branch.id)).data ?? [];
  const known = new Map([...me.branches, ...staff, ...resources].map(({ id, name }) => [id, name]));
  return { staff, resources, nameOf: (id: string) => known.get(id) ?? "" };
}
