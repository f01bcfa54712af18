import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { LeadInboxView } from "../../contracts/lead-inbox.ts";
import { ask, type Input } from "../api/client.ts";
import { leadInboxQuery } from "../api/leads.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Button } from "../ui/button.tsx";
import { Code } from "../ui/code.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";

type Body = Input<"PUT /api/v1/lead-inbox">["body"];
type Inbox = NonNullable<LeadInboxView["inbox"]>;
const STALE = [["leads", "inbox"]];

/** The address by which e-mails become leads. */
export function LeadInboxCard() {
  const t = useTranslations("leads.inbox");
  return (
    <Card title={t("title")}>
      <div className="flex max-w-160 flex-col gap-4">
        <p className="text-sm text-ink-soft">{t("advice")}</p>
        <Loaded query={useQuery(leadInboxQuery)}>
          {({ isConfigured, inbox }) => {
            if (!isConfigured) return <p className="text-sm">{t("notConfigured")}</p>;
            return inbox ? <Opened inbox={inbox} /> : <Closed />;
          }}
        </Loaded>
      </div>
    </Card>
  );
}

function useChangeInbox() {
  return useEdit({ run: (body: Body) => ask("PUT /api/v1/lead-inbox", { body }), stale: STALE });
}

function Closed() {
  const t = useTranslations("leads.inbox");
  const { branch, me } = useSignedIn();
  const opening = useChangeInbox();
  if (!me.permissions.includes("sequences:write")) return <p className="text-sm">{t("none")}</p>;
  return (
    <>
      <Refusal error={opening.error} />
      <Button
        variant="primary"
        className="self-start"
        disabled={opening.isPending}
        onClick={() => opening.send({ branchId: branch.id })}
      >
        {t("open")}
      </Button>
    </>
  );
}

function Opened({ inbox: { address, branchId, hasConsent } }: { inbox: Inbox }) {
  const t = useTranslations("leads.inbox");
  const { permissions } = useSignedIn().me;
  const changing = useChangeInbox();
  const mayChange = permissions.includes("sequences:write");
  return (
    <>
      <Code text={address} what={t("copy")} />
      <Switch
        label={t("hasConsent")}
        hint={t("hasConsentHint")}
        checked={hasConsent}
        disabled={!mayChange || changing.isPending}
        onToggle={(next: boolean) => changing.send({ branchId, hasConsent: next })}
      />
      <Refusal error={changing.error} />
      {mayChange ? (
        <div className="flex flex-wrap gap-2">
          <Ending
            what="renew"
            run={() => ask("PUT /api/v1/lead-inbox", { body: { branchId, hasConsent, isNewAddress: true } })}
            said={t("renewed")}
          />
          <Ending what="close" run={() => ask("DELETE /api/v1/lead-inbox", {})} said={t("closed")} />
        </div>
      ) : null}
    </>
  );
}

/** Both end the address that stands: e-mails on their way to it are lost. */
function Ending({ what, run, said }: { what: "renew" | "close"; run: () => Promise<unknown>; said: string }) {
  const t = useTranslations("leads.inbox");
  return (
    <ConfirmButton
      renderButton={(open) => <Button onClick={open}>{t(what)}</Button>}
      title={t(`${what}Title`)}
      effect={t(`${what}Effect`)}
      act={t(what)}
      run={run}
      said={said}
      stale={STALE}
    />
  );
}
