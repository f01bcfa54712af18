import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useMemo } from "react";
import { servicesQuery, staffQuery } from "../api/catalogue.ts";

type DayNames = {
  staff: (id: string) => string | null;
  service: (id: string) => string | null;
  /** Until they are, who has no name here may have one. */
  areKnown: boolean;
};
const DayNamesContext = createContext<DayNames>({
  staff: () => null,
  service: () => null,
  areKnown: false,
});

/** What staff and services are called; appointments carry only their ids. */
export function DayNamesProvider({ branchId, children }: { branchId: string; children: ReactNode }) {
  const { data: staff, isPending: isStaffPending } = useQuery(staffQuery(branchId));
  const { data: services, isPending: areServicesPending } = useQuery(servicesQuery(branchId));
  const areKnown = !isStaffPending && !areServicesPending;
  const names = useMemo(() => {
    const staffNames = new Map<string, string>(staff?.map(({ id, name }) => [id, name]));
    const serviceNames = new Map<string, string>(services?.map(({ id, name }) => [id, name]));
    return {
      staff: (id: string) => staffNames.get(id) ?? null,
      service: (id: string) => serviceNames.get(id) ?? null,
      areKnown,
    };
  }, [staff, services, areKnown]);
  return <DayNamesContext value={names}>{children}</DayNamesContext>;
}

export function useDayNames(): DayNames {
  return use(DayNamesContext);
}
