import { CircleAlert, RotateCw } from "lucide-react";
import { useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";

type FailureNoticeProps = { error: unknown; onRetry: () => void; heading?: boolean };

/** Says what failed, what to do, and the id to name to support. */
export function FailureNotice({ error, onRetry, heading = false }: FailureNoticeProps) {
  const Title = heading ? "h1" : "p";
  const t = useTranslations("failure");
  const failure = error instanceof ApiError ? error : null;
  const kind = failure?.kind ?? "server";

  return (
    <div role="alert" className="mx-auto flex max-w-96 flex-col items-center gap-1 px-4 py-8 text-center text-balance">
      <span className="mb-2 grid size-10 place-items-center rounded-full bg-bad-soft text-bad">
        <CircleAlert aria-hidden className="size-4.5" />
      </span>
      <Title className="text-sm font-semibold">{t(`${kind}.title`)}</Title>
      <p className="text-sm text-ink-faint">{t(`${kind}.advice`)}</p>
      <Button className="mt-3" onClick={onRetry}>
        <RotateCw aria-hidden className="size-3.5" />
        {t("retry")}
      </Button>
      {failure ? (
        <p className="mt-2 flex flex-wrap items-center justify-center gap-x-1 text-2xs text-ink-faint">
          {t("requestId")} <code className="font-mono break-all">{failure.requestId}</code>
          <CopyButton text={failure.requestId} what={t("copyRequestId")} />
        </p>
      ) : null}
    </div>
  );
}
