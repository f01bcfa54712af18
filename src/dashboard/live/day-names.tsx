import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useMemo } from "react";
import { servicesQuery, staffQuery } from "../api/catalogue.ts";

type DayNames = {
  staff: (id: string) => string | null;
  service: (id: string) => string | null;
  /** What stands for somebody or something that has no name any more: an ellipsis until that is known. */
  staffOr: (id: string, gone: string) => string;
  serviceOr: (id: string, gone: string) => string;
  /** Until they are, who has no name here may have one. */
  areKnown: boolean;
};
const DayNamesContext = createContext<DayNames>(toDayNames(new Map(), new Map(), false));

/** What staff and services are called; appointments carry only their ids. */
export function DayNamesProvider({ branchId, children }: { branchId: string; children: ReactNode }) {
  const { data: staff, isPending: isStaffPending } = useQuery(staffQuery(branchId));
  const { data: services, isPending: areServicesPending } = useQuery(servicesQuery(branchId));
  const areKnown = !isStaffPending && !areServicesPending;
  const names = useMemo(() => {
    const staffNames = new Map<string, string>(staff?.map(({ id, name }) => [id, name]));
    const serviceNames = new Map<string, string>(services?.map(({ id, name }) => [id, name]));
    return toDayNames(staffNames, serviceNames, areKnown);
  }, [staff, services, areKnown]);
  return <DayNamesContext value={names}>{children}</DayNamesContext>;
}

type Names = ReadonlyMap<string, string>;

function toDayNames(staff: Names, services: Names, areKnown: boolean): DayNames {
  const nameOr = (name: string | undefined, gone: string) => name ?? (areKnown ? gone : "…");
  return {
    staff: (id) => staff.get(id) ?? null,
    service: (id) => services.get(id) ?? null,
    staffOr: (id, gone) => nameOr(staff.get(id), gone),
    serviceOr: (id, gone) => nameOr(services.get(id), gone),
    areKnown,
  };
}

export function useDayNames(): DayNames {
  return use(DayNamesContext);
}
