import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { ACCOUNT_STATES, EVENT_STATUSES, type EventStatus } from "../api/list-states.ts";

export const FEEDBACK_CHOICES = ["open", "done", "all"] as const;

/** What a page of the console shows stands in its address. */
export type ConsoleSearch = {
  tenant?: string | undefined;
  status?: EventStatus | undefined;
  /** The dead letter that is looked at. */
  letter?: string | undefined;
  /** The calendar account that is looked at, and which of them are listed. */
  account?: string | undefined;
  accounts?: (typeof ACCOUNT_STATES)[number] | undefined;
  feedback?: (typeof FEEDBACK_CHOICES)[number] | undefined;
};

export function parseConsoleSearch(raw: Record<string, unknown>): ConsoleSearch {
  return {
    tenant: id(raw["tenant"], "ten"),
    status: EVENT_STATUSES.find((status) => status === raw["status"]),
    letter: id(raw["letter"], "dlt"),
    account: id(raw["account"], "cac"),
    accounts: ACCOUNT_STATES.find((state) => state === raw["accounts"]),
    feedback: FEEDBACK_CHOICES.find((choice) => choice === raw["feedback"]),
  };
}

/** As the lists of the API take it. */
export function ofTenant(tenant: string | undefined): { tenantId?: string } {
  return tenant ? { tenantId: tenant } : {};
}

export function useConsoleSearch(): [ConsoleSearch, (changes: ConsoleSearch) => void] {
  const search = useSearch({ from: "/admin" });
  const navigate = useNavigate();
  const patch = useCallback(
    (changes: ConsoleSearch) =>
      void navigate({
        to: ".",
        search: (previous: ConsoleSearch) => ({ ...previous, ...changes }),
        resetScroll: false,
      }),
    [navigate],
  );
  return [search, patch];
}

function id(value: unknown, prefix: string): string | undefined {
  return typeof value === "string" && new RegExp(`^${prefix}_[0-9a-z]{26}$`).test(value) ? value : undefined;
}
