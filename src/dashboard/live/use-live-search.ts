import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { LiveSearch } from "./live-search.ts";

type Patch = (changes: LiveSearch, how?: { replace?: boolean }) => void;

/** Reads and changes the live page's address. */
export function useLiveSearch(): [LiveSearch, Patch] {
  const search = useSearch({ from: "/app/live" });
  const navigate = useNavigate({ from: "/app/live" });
  const patch = useCallback<Patch>(
    (changes, { replace = false } = {}) =>
      void navigate({ search: (previous) => ({ ...previous, ...changes }), replace, resetScroll: false }),
    [navigate],
  );
  return [search, patch];
}
