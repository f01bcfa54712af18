import { useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";
import { CopyButton } from "./copy-button.tsx";

/** Below a long form it would stand unseen. In braces: browsers answer with a promise, which is no clean-up. */
function reveal(refusal: HTMLElement | null): void {
  refusal?.scrollIntoView({ block: "nearest" });
}

/** Why a change was not made, beside the button that asked for it. `known`: what its codes mean here. */
export function Refusal({ error, known = {} }: { error: unknown; known?: Record<string, string> }) {
  const t = useTranslations("failure");
  if (!error) return null;
  const failure = error instanceof ApiError ? error : null;
  const kind = failure?.kind ?? "server";
  const text = failure ? (known[failure.code] ?? failure.detail) : null;
  return (
    <div ref={reveal} role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
      {text ?? `${t(`${kind}.title`)}. ${t(`${kind}.advice`)}`}
      {failure?.errors.map(({ field, rule }) => (
        <span key={field} className="block">
          <code className="font-mono text-xs">{field}</code> {rule}
        </span>
      ))}
      {failure ? (
        <span className="flex items-center gap-1 text-2xs">
          {t("requestId")} <code className="font-mono break-all">{failure.requestId}</code>
          <CopyButton text={failure.requestId} what={t("copyRequestId")} />
        </span>
      ) : null}
    </div>
  );
}
