import { useQuery } from "@tanstack/react-query";
import { MessageSquare, Send } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CustomerView } from "../../contracts/customers.ts";
import type { MessageView } from "../../contracts/messaging.ts";
import { messagesQuery } from "../api/messages.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { useMessageColumns } from "../messages/message-log.tsx";
import { MessageSheet } from "../messages/message-sheet.tsx";
import { Button } from "../ui/button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { later } from "../ui/later.tsx";
import { Card } from "../ui/page.tsx";
import { PagedRows, useCursors } from "../ui/rows.tsx";

const WriteDialog = later(async () => (await import("../messages/write-dialog.tsx")).WriteDialog);

const SHORT = ["kind", "at", "status"];

/** What was written to a customer and what they answered. */
export function CustomerMessages({ customer }: { customer: CustomerView }) {
  return (
    <PageTexts of={["messages"]}>
      <Content customer={customer} />
    </PageTexts>
  );
}

function Content({ customer }: { customer: CustomerView }) {
  const t = useTranslations("messages");
  const { permissions } = useSignedIn().me;
  const [shown, setShown] = useState<MessageView | null>(null);
  const [isWriting, setWriting] = useState(false);
  const cursors = useCursors();
  const query = useQuery(messagesQuery({ customerId: customer.id, ...cursors.query }));
  const columns = useMessageColumns(setShown).filter(({ key }) => SHORT.includes(key));
  return (
    <Card
      title={t("title")}
      aside={<ExportLink path="/api/v1/messages/export" query={{ customerId: customer.id }} of={t("title")} />}
      flush
    >
      <PagedRows
        caption={t("title")}
        query={query}
        cursors={cursors}
        columns={columns}
        rowKey={({ id }) => id}
        empty={{ icon: MessageSquare, title: t("nothing"), advice: t("nothingOfCustomer") }}
      />
      {permissions.includes("messages:write") ? (
        <div className="border-t border-line p-3">
          <Button onClick={() => setWriting(true)}>
            <Send aria-hidden className="size-4" /> {t("write")}
          </Button>
        </div>
      ) : null}
      {shown ? <MessageSheet message={shown} onClose={() => setShown(null)} /> : null}
      {isWriting ? <WriteDialog customer={customer} onClose={() => setWriting(false)} /> : null}
    </Card>
  );
}
