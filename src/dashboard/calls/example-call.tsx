import { Sparkles } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TranscriptLine } from "../../contracts/calls.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Button } from "../ui/button.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { Transcript } from "./transcript.tsx";

/** For whoever has no calls yet: what one will look like. */
export function ExampleCall() {
  return (
    <PageTexts of={["exampleCall"]}>
      <Example />
    </PageTexts>
  );
}

function Example() {
  const t = useTranslations("exampleCall");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button className="mt-3" onClick={() => setOpen(true)}>
        <Sparkles aria-hidden className="size-4" /> {t("open")}
      </Button>
      <Sheet open={isOpen} onClose={() => setOpen(false)} title={t("title")} subtitle={t("about")}>
        <div className="-mx-5 -mt-4">
          <Transcript lines={useExampleLines()} name={t("title")} />
        </div>
      </Sheet>
    </>
  );
}

function useExampleLines(): TranscriptLine[] {
  const t = useTranslations("exampleCall");
  const say = (speaker: "agent" | "caller", text: string) => ({ kind: "speech", speaker, text }) as const;
  const args = JSON.stringify({ service: t("service"), when: t("wish") });
  const content = JSON.stringify({ ok: true, say: t("found") });
  return [
    say("agent", t("hello")),
    say("caller", t("ask")),
    { kind: "function_call", toolCallId: "1", name: "check_availability", arguments: args },
    { kind: "function_result", toolCallId: "1", content },
    say("agent", t("found")),
    say("caller", t("take")),
    { kind: "function_call", toolCallId: "2", name: "book_appointment", arguments: args },
    { kind: "function_result", toolCallId: "2", content: JSON.stringify({ ok: true, say: t("booked") }) },
    say("agent", t("booked")),
  ];
}
