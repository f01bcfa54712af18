import { useQuery } from "@tanstack/react-query";
import { Headset } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { testCallAgentQuery, type WantedAgent } from "../api/voice-vendors.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { isTestMode } from "../app/test-mode-banner.tsx";
import { Button } from "../ui/button.tsx";

const WebCallDialog = lazy(async () => ({ default: (await import("./web-call-dialog.tsx")).WebCallDialog }));

/** Only where the call that it opens can be joined: see `docs/guides/calls.md`. */
export function WebCallButton(wanted: WantedAgent) {
  const { permissions } = useSignedIn().me;
  if (!permissions.includes("calls:write")) return null;
  return <OfLiveAgent {...wanted} />;
}

function OfLiveAgent(wanted: WantedAgent) {
  const t = useTranslations("webCall");
  const [isOpen, setOpen] = useState(false);
  const { data: agent } = useQuery(testCallAgentQuery(wanted));
  if (!agent || !(isTestMode() || agent.provider === "vapi")) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Headset aria-hidden className="size-4" /> {t("talk")}
      </Button>
      {isOpen ? (
        <Suspense>
          <WebCallDialog wanted={wanted} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
