import { QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/api-error.ts";
import { isConsole } from "./console-path.ts";
import { noteAct, wasRecently } from "./recently.ts";

export function createQueryClient(): QueryClient {
  const isBack = wasRecently("login");
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => goToLogin(error, isBack) }),
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

/** The login sends on whoever has a session. Back from there and refused again, one is asked for all the same. */
function goToLogin(error: unknown, isBack: boolean): void {
  if (!(error instanceof ApiError) || error.kind !== "signed_out") return;
  noteAct("login");
  const next = location.pathname + location.search;
  const query = new URLSearchParams(isBack ? { next, anew: "1" } : { next });
  location.assign(`${isConsole() ? "/admin/login" : "/login"}?${query.toString()}`);
}
