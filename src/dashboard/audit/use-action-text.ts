import { useTranslations } from "use-intl";

/** "Service: changed" for `service.changed`; the code itself where the words are missing. */
export function useActionText(): (action: string) => string {
  const t = useTranslations("audit");
  return (action) => {
    const [thing = "", verb = ""] = action.split(".");
    // Any word may come from the server; those that are known stand for all.
    const [subject, act] = [`things.${thing}` as "things.service", `verbs.${verb}` as "verbs.changed"];
    return t.has(subject) && t.has(act) ? `${t(subject)}: ${t(act)}` : action;
  };
}
