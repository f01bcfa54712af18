import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { CustomerView } from "../../contracts/customers.ts";
import { ask } from "../api/client.ts";
import { customerOptOutsQuery } from "../api/messages.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";

type Channel = "sms" | "email";

/** By what a customer may be written to. Switched off, it is an opt-out like their own STOP. */
export function CustomerOptOuts({ customer }: { customer: CustomerView }) {
  return (
    <PageTexts of={["messages"]}>
      <Content customer={customer} />
    </PageTexts>
  );
}

function Content({ customer }: { customer: CustomerView }) {
  const t = useTranslations("messages");
  const { permissions } = useSignedIn().me;
  const query = useQuery(customerOptOutsQuery(customer.id));
  const saving = useEdit({
    run: ({ channel, optedOut }: { channel: Channel; optedOut: boolean }) =>
      ask("PUT /api/v1/customers/{customerId}/opt-outs", {
        params: { customerId: customer.id },
        body: { channel, optedOut },
      }),
    stale: [["messages"]],
  });
  const channels = (["sms", "email"] as const).filter((each) => (each === "sms" ? customer.phone : customer.email));
  if (channels.length === 0) return null;
  return (
    <Card title={t("consents.mayWrite")}>
      <Loaded query={query} rows={2}>
        {({ channels: out }) => (
          <div className="flex flex-col gap-3">
            {channels.map((channel) => (
              <Switch
                key={channel}
                label={t(`channels.${channel}`)}
                checked={!out.includes(channel)}
                disabled={saving.isPending || !permissions.includes("messages:write")}
                onToggle={(may) => saving.send({ channel, optedOut: !may })}
              />
            ))}
          </div>
        )}
      </Loaded>
      <Refusal error={saving.error} />
    </Card>
  );
}
