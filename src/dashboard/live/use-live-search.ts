import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { LiveSearch } from "./live-search.ts";

type Patch = (changes: LiveSearch, how?: { replace?: boolean }) => void;

/** Reads and changes what the address says beside the path: the same on every page. */
export function useLiveSearch(): [LiveSearch, Patch] {
  return [useSearch({ from: "/app" }), usePatchSearch()];
}

/** For whoever changes the address and shows nothing of it: of hundreds on a page none is drawn anew as it changes. */
export function usePatchSearch(): Patch {
  const navigate = useNavigate();
  return useCallback<Patch>(
    (changes, { replace = false } = {}) =>
      void navigate({
        to: ".",
        search: (previous: LiveSearch) => ({ ...previous, ...changes }),
        replace,
        resetScroll: false,
      }),
    [navigate],
  );
}
