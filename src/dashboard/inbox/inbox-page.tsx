import { useQuery } from "@tanstack/react-query";
import { Inbox, MessagesSquare } from "lucide-react";
import { useTranslations } from "use-intl";
import { conversationsQuery } from "../api/conversations.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { classNames } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card, Page } from "../ui/page.tsx";
import { Pagination } from "../ui/pagination.tsx";
import { useCursors } from "../ui/rows.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { useTitle } from "../ui/use-title.ts";
import { Conversation } from "./conversation.tsx";
import { ConversationRow } from "./conversation-row.tsx";

const FILTERS = ["open", "unread", "paused", "closed"] as const;
type Filter = (typeof FILTERS)[number];

const ASKED = {
  open: { status: "open" },
  unread: { isUnread: "true" },
  paused: { isPaused: "true" },
  closed: { status: "closed" },
} as const;

/** Everything customers write, whatever the channel, and a place to answer it. */
export function InboxPage() {
  return (
    <PageTexts of={["inbox", "messages"]}>
      <InboxContent />
    </PageTexts>
  );
}

function InboxContent() {
  const t = useTranslations("inbox");
  const common = useTranslations("common");
  const [search, patch] = useLiveSearch();
  const cursors = useCursors();
  const filter = FILTERS.find((each) => each === search.status) ?? "open";
  const chosen = search.conversation;
  useTitle(t("title"));
  const choose = (next: Filter) => {
    cursors.restart();
    patch({ status: next === "open" ? undefined : next, conversation: undefined });
  };
  return (
    <Page title={t("title")} subtitle={t("subtitle")}>
      <div className={classNames("mb-4", chosen ? "max-lg:hidden" : "")}>
        <Segmented
          label={common("filter")}
          value={filter}
          options={FILTERS.map((value) => ({ value, label: t(`filters.${value}`) }))}
          onChoose={choose}
        />
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
        <div className={chosen ? "max-lg:hidden" : ""}>
          <Card flush>
            <List filter={filter} cursors={cursors} />
          </Card>
        </div>
        <div className={chosen ? "" : "max-lg:hidden"}>
          {chosen ? (
            <Conversation key={chosen} id={chosen} onBack={() => patch({ conversation: undefined })} />
          ) : (
            <Card>
              <EmptyState icon={MessagesSquare} title={t("noneChosen")}>
                {t("noneChosenAdvice")}
              </EmptyState>
            </Card>
          )}
        </div>
      </div>
    </Page>
  );
}

type ListProps = { filter: Filter; cursors: ReturnType<typeof useCursors> };

function List({ filter, cursors }: ListProps) {
  const t = useTranslations("inbox");
  const list = useQuery(conversationsQuery({ ...ASKED[filter], ...cursors.query }));
  const next = list.data?.nextCursor;
  return (
    <>
      <Loaded query={list} rows={5}>
        {({ items }) =>
          items.length > 0 ? (
            <ul className="divide-y divide-line" aria-label={t("list")}>
              {items.map((conversation) => (
                <ConversationRow key={conversation.id} conversation={conversation} />
              ))}
            </ul>
          ) : (
            <EmptyState icon={Inbox} title={t(`nothing.${filter}`)}>
              {t("nothingAdvice")}
            </EmptyState>
          )
        }
      </Loaded>
      <Pagination page={cursors.page} hasNext={next != null} onPage={(page) => cursors.turn(page, next)} />
    </>
  );
}
