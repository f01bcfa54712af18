import { useTranslations } from "use-intl";
import type { ConnectionView } from "../../contracts/connections.ts";
import { Button } from "../ui/button.tsx";
import { Code } from "../ui/code.tsx";
import { Dialog } from "../ui/dialog.tsx";

/** Where the provider shall send what happens. Publishing an agent enters them by itself. */
export function VoiceAddresses({ account, onClose }: { account: ConnectionView; onClose: () => void }) {
  const t = useTranslations("numbers.accounts");
  const common = useTranslations("common");
  const foot = <Button onClick={onClose}>{common("close")}</Button>;
  const title = t("addressesOf", { name: account.name });
  return (
    <Dialog open wide onClose={onClose} title={title} description={t("addressesWhy")} foot={foot}>
      <dl className="flex flex-col gap-3">
        {account.webhooks.map(({ purpose, url }) => (
          <div key={purpose}>
            <dt className="mb-1 text-sm font-medium text-ink-soft">{t(`purposes.${purpose}`)}</dt>
            <dd>
              <Code text={url} what={t("copyAddress", { what: t(`purposes.${purpose}`) })} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
