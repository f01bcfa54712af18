import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { useLiveSearch } from "../live/use-live-search.ts";
import { SearchField } from "../ui/search-field.tsx";

/** Finds leads by name, number or address, on the board and in the list alike. */
export function LeadSearch() {
  const t = useTranslations("leads");
  const [{ q = "" }, patch] = useLiveSearch();
  const search = useCallback((text: string) => patch({ q: text || undefined }, { replace: true }), [patch]);
  return (
    <div className="mb-4">
      <SearchField label={t("search")} value={q} onSearch={search} />
    </div>
  );
}
