import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { serviceQuery } from "../api/catalogue.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Page } from "../ui/page.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { useTitle } from "../ui/use-title.ts";
import { BackLink } from "./back-link.tsx";
import { ServiceForm } from "./service-form.tsx";

export function ServicePage() {
  const t = useTranslations("catalogue.services");
  const common = useTranslations("common");
  const { branch } = useSignedIn();
  const { serviceId } = useParams({ from: "/app/services/$serviceId" });
  const { data, error, refetch } = useQuery({ ...serviceQuery(branch.id, serviceId), refetchOnWindowFocus: false });
  const title = data?.answer.name ?? t("title");
  useTitle(title);
  return (
    <Page title={title} subtitle={<BackLink to="/app/services" label={t("title")} />}>
      {data ? <ServiceForm key={data.etag} service={data.answer} etag={data.etag} /> : null}
      {!data && error ? <FailureNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonRows rows={5} className="h-12" label={common("loading")} /> : null}
    </Page>
  );
}
