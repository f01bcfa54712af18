import { CircleAlert, CircleCheck, LoaderCircle, Zap } from "lucide-react";
import { useTranslations } from "use-intl";
import type { FunctionEntry } from "./transcript-entries.ts";

const KNOWN = [
  "get_business_info",
  "list_services",
  "check_availability",
  "hold_slot",
  "book_appointment",
  "find_appointments",
  "reschedule_appointment",
  "cancel_appointment",
  "take_message",
  "join_waitlist",
  "answer_question",
  "transfer_to_human",
] as const;
type Known = (typeof KNOWN)[number];

export const isKnownFunction = (name: string): name is Known => (KNOWN as readonly string[]).includes(name);

/** What the agent did between two sentences: the function, its arguments, and what it was told to say. */
export function FunctionCard({ entry }: { entry: FunctionEntry }) {
  const t = useTranslations("calls");
  const { name, args, answer } = entry;
  return (
    <li className="rounded-md border border-line bg-sunken px-2.5 py-2 text-xs">
      <p className="flex items-center gap-1.5">
        <Zap aria-hidden className="size-3.5 shrink-0 text-accent" />
        <span className="shrink-0 font-semibold">{isKnownFunction(name) ? t(`functions.${name}`) : name}</span>
        <code className="min-w-0 truncate font-mono text-2xs text-ink-faint">{name}</code>
        <span className="ml-auto shrink-0">
          <Outcome answer={answer} />
        </span>
      </p>
      {args.length > 0 ? (
        <dl className="mt-1.5 flex flex-wrap gap-1">
          {args.map((arg) => (
            <div
              key={arg.name}
              className="flex max-w-full gap-1 rounded-sm border border-line bg-surface px-1.5 text-2xs"
            >
              <dt className="text-ink-faint">{arg.name}</dt>
              <dd className="truncate font-medium">{arg.value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {answer?.say ? <p className="mt-1.5 text-ink-soft wrap-anywhere">“{answer.say}”</p> : null}
    </li>
  );
}

function Outcome({ answer }: { answer: FunctionEntry["answer"] }) {
  const t = useTranslations("calls.answers");
  if (!answer) {
    return (
      <span className="flex items-center text-ink-faint">
        <LoaderCircle aria-hidden className="size-3.5 motion-safe:animate-spin" />
        <span className="sr-only">{t("running")}</span>
      </span>
    );
  }
  const refused = answer.ok === false;
  const Icon = refused ? CircleAlert : CircleCheck;
  return (
    <span className={refused ? "flex items-center text-warn" : "flex items-center text-good"}>
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{t(refused ? "refused" : "done")}</span>
    </span>
  );
}
