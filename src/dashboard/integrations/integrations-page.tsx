import { useQuery } from "@tanstack/react-query";
import { Plug, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { accountsQuery } from "../api/integrations.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { later } from "../ui/later.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card, Page } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useTitle } from "../ui/use-title.ts";
import { AccountCard } from "./account-card.tsx";
import { useConsent, useKnownRefusals } from "./known-refusals.ts";
import { Proposals } from "./proposals.tsx";
import { useReturn } from "./use-return.ts";

const CalcomDialog = later(async () => (await import("./calcom-dialog.tsx")).CalcomDialog);

/** Calendars that appointments are written to, and whose busy time counts here. */
export function IntegrationsPage() {
  return (
    <PageTexts of={["integrations"]}>
      <Content />
    </PageTexts>
  );
}

function Content() {
  const t = useTranslations("integrations");
  const mayWrite = useSignedIn().me.permissions.includes("calendars:write");
  const accounts = useQuery(accountsQuery());
  const finishing = useReturn();
  const known = useKnownRefusals();
  useTitle(t("title"));
  return (
    <Page title={t("title")} subtitle={t("subtitle")} actions={mayWrite ? <Connect /> : undefined}>
      <Refusal error={finishing.error} known={known} />
      <Proposals mayWrite={mayWrite} />
      <Loaded query={accounts}>
        {({ items }) =>
          items.length === 0 ? (
            <Card>
              <EmptyState icon={Plug} title={t("nothing")}>
                {t("nothingAdvice")}
              </EmptyState>
            </Card>
          ) : (
            items.map((account) => <AccountCard key={account.id} account={account} mayWrite={mayWrite} />)
          )
        }
      </Loaded>
    </Page>
  );
}

function Connect() {
  const t = useTranslations("integrations");
  const leaving = useConsent();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Plus aria-hidden className="size-4" /> {t("connectCalcom")}
      </Button>
      {isAsking ? <CalcomDialog account={null} onClose={() => setAsking(false)} /> : null}
      <Button variant="primary" disabled={leaving.isPending} onClick={() => leaving.send({})}>
        <Plus aria-hidden className="size-4" /> {t("connectGoogle")}
      </Button>
      <Refusal error={leaving.error} known={useKnownRefusals()} />
    </>
  );
}
