import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useMemo } from "react";
import type { CalendarDayView } from "../../contracts/booking.ts";

type DayNames = { staff: (id: string) => string | null; service: (id: string) => string | null };
const DayNamesContext = createContext<DayNames>({ staff: () => null, service: () => null });

type DayNamesProviderProps = { branchId: string; day: CalendarDayView | undefined; children: ReactNode };

/** What staff and services are called; appointments carry only their ids. */
export function DayNamesProvider({ branchId, day, children }: DayNamesProviderProps) {
  const client = useQueryClient();
  const names = useMemo(() => {
    // While another day loads, any loaded day of the branch knows the same names.
    const days = client.getQueriesData<CalendarDayView>({ queryKey: ["calendar", branchId] });
    const source = day ?? days.find(([, known]) => known)?.[1];
    const staff = new Map<string, string>(source?.staff.map(({ id, name }) => [id, name]));
    const services = new Map<string, string>(source?.services.map(({ id, name }) => [id, name]));
    return {
      staff: (id: string) => staff.get(id) ?? null,
      service: (id: string) => services.get(id) ?? null,
    };
  }, [client, branchId, day]);
  return <DayNamesContext value={names}>{children}</DayNamesContext>;
}

export function useDayNames(): DayNames {
  return use(DayNamesContext);
}
