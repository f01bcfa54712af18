import { useTranslations } from "use-intl";
import { useCursors } from "../ui/rows.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { useLiveSearch } from "./use-live-search.ts";

/** A paged list that can be narrowed to one state: which one stands in the page's address. */
export function useStatusFilter<Status extends string>(statuses: readonly Status[]) {
  const [search, patch] = useLiveSearch();
  const cursors = useCursors();
  const status = statuses.find((each) => each === search.status);
  const choose = (next: Status | "all") => {
    cursors.restart();
    patch({ status: next === "all" ? undefined : next });
  };
  const query = { ...(status ? { status } : {}), ...cursors.query };
  return { statuses, status, choose, cursors, query };
}

type Props<Status extends string> = {
  filter: Pick<ReturnType<typeof useStatusFilter<Status>>, "statuses" | "status" | "choose">;
  nameOf: (value: Status | "all") => string;
};

export function StatusFilter<Status extends string>({ filter: { statuses, status, choose }, nameOf }: Props<Status>) {
  const t = useTranslations("common");
  const values: (Status | "all")[] = ["all", ...statuses];
  return (
    <div className="mb-4">
      <Segmented
        label={t("filter")}
        value={status ?? "all"}
        options={values.map((value) => ({ value, label: nameOf(value) }))}
        onChoose={choose}
      />
    </div>
  );
}
