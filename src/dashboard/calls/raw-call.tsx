import { useQuery } from "@tanstack/react-query";
import { Braces } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CallView } from "../../contracts/calls.ts";
import { functionsQuery } from "../api/voice.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Sheet } from "../ui/sheet.tsx";

/** The call as the API tells it, for those who may take data along. */
export function RawCall({ call }: { call: CallView }) {
  const { permissions } = useSignedIn().me;
  if (!permissions.includes("data:export")) return null;
  return (
    <PageTexts of={["callFacts"]}>
      <Raw call={call} />
    </PageTexts>
  );
}

function Raw({ call }: { call: CallView }) {
  const t = useTranslations("callFacts");
  const [isOpen, setOpen] = useState(false);
  const functions = useQuery(functionsQuery(call.id)).data?.items ?? [];
  const text = JSON.stringify({ ...call, functions }, null, 2);
  return (
    <>
      <Button className="mt-4" onClick={() => setOpen(true)}>
        <Braces aria-hidden className="size-4" /> {t("raw")}
      </Button>
      <Sheet
        open={isOpen}
        onClose={() => setOpen(false)}
        title={t("raw")}
        subtitle={
          <span className="flex items-center gap-1 text-sm">
            {t("rawTitle")} <CopyButton text={text} what={t("copyRaw")} />
          </span>
        }
      >
        <pre className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">{text}</pre>
      </Sheet>
    </>
  );
}
