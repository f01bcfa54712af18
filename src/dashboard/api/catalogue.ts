import { queryOptions } from "@tanstack/react-query";
import { ask, askTagged } from "./client.ts";

// The server gives a whole list of the catalogue at once: the rulebook bounds it.

export function servicesQuery(branchId: string) {
  return queryOptions({
    queryKey: ["catalogue", branchId, "services"],
    queryFn: async ({ signal }) => (await ask("GET /api/v1/services", { query: { branchId }, signal })).items,
  });
}

export function staffQuery(branchId: string) {
  return queryOptions({
    queryKey: ["catalogue", branchId, "staff"],
    queryFn: async ({ signal }) => (await ask("GET /api/v1/staff", { query: { branchId }, signal })).items,
  });
}

export function resourcesQuery(branchId: string) {
  return queryOptions({
    queryKey: ["catalogue", branchId, "resources"],
    queryFn: async ({ signal }) => (await ask("GET /api/v1/resources", { query: { branchId }, signal })).items,
  });
}

/** With its version, for what is edited. */
export function serviceQuery(branchId: string, serviceId: string) {
  return queryOptions({
    queryKey: ["catalogue", branchId, "service", serviceId],
    queryFn: ({ signal }) => askTagged("GET /api/v1/services/{serviceId}", { params: { serviceId }, signal }),
  });
}

export function hoursQuery(branchId: string) {
  return queryOptions({
    queryKey: ["catalogue", branchId, "hours"],
    queryFn: ({ signal }) => askTagged("GET /api/v1/branches/{branchId}/hours", { params: { branchId }, signal }),
  });
}

export function branchQuery(branchId: string) {
  return queryOptions({
    queryKey: ["catalogue", branchId, "branch"],
    queryFn: ({ signal }) => askTagged("GET /api/v1/branches/{branchId}", { params: { branchId }, signal }),
  });
}

export function holidaysQuery(branchId: string, year: number) {
  return queryOptions({
    queryKey: ["catalogue", branchId, "holidays", year],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/branches/{branchId}/holidays", { params: { branchId }, query: { year }, signal }),
  });
}

export function staffHoursQuery(branchId: string, staffId: string) {
  return queryOptions({
    queryKey: ["catalogue", branchId, "staff-hours", staffId],
    queryFn: ({ signal }) => askTagged("GET /api/v1/staff/{staffId}/hours", { params: { staffId }, signal }),
  });
}

export function timeOffQuery(branchId: string, staffId: string) {
  return queryOptions({
    queryKey: ["catalogue", branchId, "time-off", staffId],
    queryFn: async ({ signal }) =>
      (await ask("GET /api/v1/staff/{staffId}/time-off", { params: { staffId }, signal })).items,
  });
}
