import { useQuery } from "@tanstack/react-query";
import { MessageSquareText } from "lucide-react";
import { useTranslations } from "use-intl";
import { callbacksQuery } from "../api/voice.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card, Page } from "../ui/page.tsx";
import { Pagination } from "../ui/pagination.tsx";
import { useCursors } from "../ui/rows.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { useTitle } from "../ui/use-title.ts";
import { CallbackRow } from "./callback-row.tsx";

const FILTERS = ["open", "mine", "done", "dismissed", "all"] as const;
type Filter = (typeof FILTERS)[number];
const PAGE = 25;

export function CallbacksPage() {
  return (
    <PageTexts of={["callbacks"]}>
      <Callbacks />
    </PageTexts>
  );
}

function Callbacks() {
  const t = useTranslations("callbacks");
  const common = useTranslations("common");
  const { me, branch } = useSignedIn();
  const [search, patch] = useLiveSearch();
  const cursors = useCursors();
  const filter = FILTERS.find((each) => each === search.status) ?? "open";
  const userId = me.user.id;
  const wanted = { branchId: branch.id, ...asked(filter, userId) };
  const list = useQuery(callbacksQuery({ ...wanted, limit: PAGE, ...cursors.query }));
  const next = list.data?.nextCursor;
  useTitle(t("title"));

  const choose = (chosen: Filter) => {
    cursors.restart();
    patch({ status: chosen === "open" ? undefined : chosen });
  };
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      actions={<ExportLink path="/api/v1/callback-tasks/export" query={wanted} />}
    >
      <div className="mb-4">
        <Segmented
          label={common("filter")}
          value={filter}
          options={FILTERS.map((value) => ({ value, label: t(`filters.${value}`) }))}
          onChoose={choose}
        />
      </div>
      <Card flush>
        <Loaded query={list} rows={4}>
          {({ items }) =>
            items.length > 0 ? (
              <ul className="divide-y divide-line" aria-label={t("list")}>
                {items.map((task) => (
                  <CallbackRow key={task.id} task={task} />
                ))}
              </ul>
            ) : (
              <EmptyState icon={MessageSquareText} title={t("nothing")}>
                {t("nothingAdvice")}
              </EmptyState>
            )
          }
        </Loaded>
        <Pagination page={cursors.page} hasNext={next != null} onPage={(page) => cursors.turn(page, next)} />
      </Card>
    </Page>
  );
}

function asked(filter: Filter, userId: string) {
  if (filter === "all") return {};
  return filter === "mine" ? { status: "open" as const, ownerId: userId } : { status: filter };
}
