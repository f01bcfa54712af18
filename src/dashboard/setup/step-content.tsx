import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";
import { useTranslations } from "use-intl";
import type { SetupStep } from "../../contracts/setup.ts";
import { branchQuery, hoursQuery } from "../api/catalogue.ts";
import { brandingQuery } from "../api/settings.ts";
import { numbersQuery, ownConnectionsQuery } from "../api/voice-vendors.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { HoursForm } from "../catalogue/hours-form.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { buttonClass } from "../ui/button.tsx";
import { Code } from "../ui/code.tsx";
import type { SentElsewhere } from "../ui/form.tsx";
import { later } from "../ui/later.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { usePhoneFormat } from "../ui/phone.tsx";
import { ServicesStep } from "./services-step.tsx";
import { StaffStep } from "./staff-step.tsx";

const BranchForm = later(async () => (await import("../catalogue/branch-form.tsx")).BranchForm);

const LINK = "min-h-9 px-3 pointer-coarse:min-h-11";

export function StepContent({ step, sent }: { step: SetupStep; sent: SentElsewhere }) {
  switch (step) {
    case "business":
      return <BusinessStep sent={sent} />;
    case "hours":
      return <HoursStep sent={sent} />;
    case "staff":
      return <StaffStep sent={sent} />;
    case "services":
      return <ServicesStep />;
    case "phone":
      return <PhoneStep />;
    case "page":
      return <PageStep />;
    default:
      return step satisfies never;
  }
}

function BusinessStep({ sent }: { sent: SentElsewhere }) {
  const { branch } = useSignedIn();
  return (
    <Loaded query={useQuery(branchQuery(branch.id))}>
      {({ answer, etag }) => <BranchForm key={etag} branch={answer} etag={etag} sent={sent} />}
    </Loaded>
  );
}

function HoursStep({ sent }: { sent: SentElsewhere }) {
  const { branch } = useSignedIn();
  return (
    <Loaded query={useQuery(hoursQuery(branch.id))} rows={7}>
      {({ answer, etag }) => <HoursForm key={etag} hours={answer} etag={etag} sent={sent} />}
    </Loaded>
  );
}

/** What is connected already, and where the rest is done: numbers and accounts belong to a vendor. */
function PhoneStep() {
  const t = useTranslations("setup.phone");
  const format = usePhoneFormat();
  const connections = useQuery(ownConnectionsQuery);
  const numbers = useQuery(numbersQuery({}));
  return (
    <Loaded query={numbers}>
      {({ items }) => (
        <>
          <p className="mb-3 text-base font-medium">
            {items.length > 0
              ? t("numbers", { numbers: items.map(({ e164 }) => format(e164)).join(", ") })
              : t((connections.data?.length ?? 0) > 0 ? "noNumber" : "noAccount")}
          </p>
          <div className="flex flex-wrap gap-2">
            <Link to="/app/numbers" search={onlyBranch} className={buttonClass("secondary", LINK)}>
              {t("toNumbers")}
            </Link>
            <Link to="/app/voice" search={onlyBranch} className={buttonClass("secondary", LINK)}>
              {t("toVoice")}
            </Link>
          </div>
        </>
      )}
    </Loaded>
  );
}

function PageStep() {
  const t = useTranslations("setup.page");
  return (
    <Loaded query={useQuery(brandingQuery)}>
      {({ bookingPageUrl }) => (
        <div className="flex flex-wrap items-center gap-3">
          <Code text={bookingPageUrl} what={t("copy")} />
          <a href={bookingPageUrl} target="_blank" rel="noreferrer" className={buttonClass("secondary", LINK)}>
            <ExternalLink aria-hidden className="size-4" /> {t("open")}
          </a>
        </div>
      )}
    </Loaded>
  );
}
