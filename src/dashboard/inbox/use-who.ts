import { useTranslations } from "use-intl";
import type { ConversationView } from "../../contracts/conversations.ts";
import { usePhoneFormat } from "../ui/phone.tsx";

/** How the other side is called: by name, else by what they wrote from. */
export function useWho({ customer, address }: Pick<ConversationView, "customer" | "address">): string {
  const t = useTranslations("inbox");
  const format = usePhoneFormat();
  return customer?.name ?? (address ? format(address) : t("somebody"));
}
