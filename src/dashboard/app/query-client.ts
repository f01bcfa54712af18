import { QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/api-error.ts";
import { isConsole } from "./console-path.ts";

export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: goToLogin }),
    defaultOptions: {
      queries: {
        // Without it a query started offline would wait for ever instead of saying so.
        networkMode: "always",
        retry: (failures, error) => failures < 1 && isPassing(error),
        retryDelay: 600,
        staleTime: 30_000,
      },
    },
  });
  // Put there by hand (api/queries.ts), so nothing would bring one back that was collected.
  client.setQueryDefaults(["appointment"], { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY });
  return client;
}

function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === "offline" || error.status >= 502);
}

function goToLogin(error: unknown): void {
  if (!(error instanceof ApiError) || error.kind !== "signed_out") return;
  if (isConsole()) return location.assign("/admin/login");
  const here = location.pathname + location.search;
  location.assign(`/login?next=${encodeURIComponent(here)}`);
}
