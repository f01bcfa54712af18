import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { LiveSearch } from "./live-search.ts";

type Patch = (changes: LiveSearch, how?: { replace?: boolean }) => void;

/** Reads and changes what the address says beside the path: the same on every page. */
export function useLiveSearch(): [LiveSearch, Patch] {
  const search = useSearch({ from: "/app" });
  const navigate = useNavigate();
  const patch = useCallback<Patch>(
    (changes, { replace = false } = {}) =>
      void navigate({
        to: ".",
        search: (previous: LiveSearch) => ({ ...previous, ...changes }),
        replace,
        resetScroll: false,
      }),
    [navigate],
  );
  return [search, patch];
}
