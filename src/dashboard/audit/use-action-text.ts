import { useTranslations } from "use-intl";

/** "Service: changed" for `service.changed`; the code itself where the words are missing. */
export function useActionText(): (action: string) => string {
  const t = useTranslations("audit");
  return (action) => actionText(t, action);
}

type Key = "whole.callback_left" | "things.service" | "verbs.changed";
type Words = { (key: Key): string; has(key: Key): boolean };

export function actionText(t: Words, action: string): string {
  const [thing = "", verb = ""] = action.split(".");
  // Any word may come from the server; those that are known stand for all.
  const whole = `whole.${thing}_${verb}` as "whole.callback_left";
  if (t.has(whole)) return t(whole); // a waitlist is left, and so is a message: not every language has one word for both
  const [subject, act] = [`things.${thing}` as "things.service", `verbs.${verb}` as "verbs.changed"];
  return t.has(subject) && t.has(act) ? `${t(subject)}: ${t(act)}` : action;
}
