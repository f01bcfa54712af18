import { Activity } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AccountTestView } from "../../contracts/calendar-operations.ts";
import type { AccountView } from "../../contracts/calendar-sync.ts";
import { ask } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useKnownRefusals } from "./known-refusals.ts";

/** Asks the vendor for something harmless, and says what came of it. */
export function AccountTest({ account: { id } }: { account: AccountView }) {
  const t = useTranslations("integrations");
  const known = useKnownRefusals();
  const [test, setTest] = useState<AccountTestView | null>(null);
  const testing = useEdit<"go", AccountTestView>({
    run: () => ask("POST /api/v1/calendar-accounts/{accountId}/test", { params: { accountId: id }, body: {} }),
    stale: [["integrations"]],
    said: null,
    onDone: setTest,
  });
  return (
    <>
      <Button disabled={testing.isPending} onClick={() => testing.send("go")}>
        <Activity aria-hidden className="size-4" /> {testing.isPending ? t("testing") : t("test")}
      </Button>
      <div role="status" className="order-last basis-full empty:hidden">
        {test && !testing.isPending ? <Answer test={test} /> : null}
      </div>
      <Refusal error={testing.error} known={known} />
    </>
  );
}

const REASONS = ["credential_dead", "circuit_open", "over_budget", "paused", "unreachable"] as const;

function Answer({ test: { works, latencyMs, calendars, error } }: { test: AccountTestView }) {
  const t = useTranslations("integrations");
  const reason = REASONS.find((each) => each === error) ?? "other";
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm" data-test-result={works ? "works" : "fails"}>
      <Badge tone={works ? "good" : "bad"}>{works ? t("testWorks") : t("testFails")}</Badge>
      <span className="text-ink-soft tabular-nums">
        {works && latencyMs !== null
          ? t("testAnswer", { count: calendars, ms: latencyMs })
          : t(`testReasons.${reason}`)}
      </span>
      {!works && reason === "other" && error ? <code className="font-mono text-xs">{error}</code> : null}
    </p>
  );
}
