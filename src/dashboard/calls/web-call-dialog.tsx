import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";
import { useTranslations } from "use-intl";
import { type Answer, ask, askSandbox } from "../api/client.ts";
import { callQuery } from "../api/queries.ts";
import { useChange } from "../api/use-change.ts";
import type { WantedAgent } from "../api/voice-vendors.ts";
import { isTestMode } from "../app/test-mode-banner.tsx";
import { useLocaleChoice } from "../i18n/locale-provider.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { AppointmentLink } from "./appointment-link.tsx";
import { Transcript } from "./transcript.tsx";

type WebCall = Answer<"POST /api/v1/voice/test-call">;

/** Opens a call to the branch's agent, lets somebody join it, and shows what is said. */
export function WebCallDialog({ wanted, onClose }: { wanted: WantedAgent; onClose: () => void }) {
  const t = useTranslations("webCall");
  const common = useTranslations("common");
  const { locale } = useLocaleChoice();
  const opening = useChange({
    run: async () => {
      const call = await ask("POST /api/v1/voice/test-call", { body: wanted });
      if (isTestMode()) await joinBySandbox(call, locale);
      return call;
    },
  });
  const call = opening.answer;
  const foot = call ? (
    <Button onClick={onClose}>{common("close")}</Button>
  ) : (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button variant="primary" disabled={opening.isPending} onClick={() => opening.send("go")}>
        {opening.isPending ? t("opening") : t("start")}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t("talk")}
      description={t(isTestMode() ? "sandbox" : "note")}
      foot={foot}
    >
      {call ? <OpenCall call={call} /> : <Refusal error={opening.error} />}
    </Dialog>
  );
}

/** Here nobody has a microphone: the sandbox speaks as a caller would, over the real webhooks. */
function joinBySandbox({ provider, providerCallId }: WebCall, language: "de" | "en") {
  return askSandbox("POST", { scenario: "book", language, webCall: { provider, providerCallId } });
}

/** Told by the vendor's events, as any call is: it is not known before the first one. */
function OpenCall({ call: { callId, url } }: { call: WebCall }) {
  const t = useTranslations("webCall");
  const { data: call } = useQuery({ ...callQuery(callId), retry: false });
  return (
    <div className="flex flex-col gap-3">
      {call || isTestMode() ? null : <JoinLink url={url} />}
      <p role="status" className="text-base text-ink-soft">
        {t(call ? (call.status === "ended" ? "ended" : "going") : "waiting")}
      </p>
      {call ? (
        <>
          <Transcript
            lines={call.transcript}
            name={t("browser")}
            className="max-h-[45dvh] rounded-lg border border-line"
          />
          {call.appointmentIds.map((id) => (
            <AppointmentLink key={id} appointmentId={id} />
          ))}
          <Link to="/app/calls/$callId" params={{ callId }} search={onlyBranch} className="font-medium text-accent">
            {t("open")}
          </Link>
        </>
      ) : null}
    </div>
  );
}

/** The vendor's page, so that none of its scripts runs in ours. */
function JoinLink({ url }: { url: string | null }) {
  const t = useTranslations("webCall");
  if (url === null) return <p className="text-base">{t("noPage")}</p>;
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      className={buttonClass("primary", "min-h-11 self-start px-4")}
    >
      <ExternalLink aria-hidden className="size-4" /> {t("join")}
    </a>
  );
}
