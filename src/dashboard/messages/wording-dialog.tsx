import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslations } from "use-intl";
import type { MessageTemplate } from "../../contracts/message-settings.ts";
import { ask } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Button } from "../ui/button.tsx";
import { Field, TextArea, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useMessageWords } from "./use-message-words.ts";

const NAMES = ["name", "business", "branch", "address", "phone", "service", "staff", "date", "time", "link"];
const STALE = [["messages", "wordings"]];
/** `other`: the same message in the other language. */
type Props = { wording: MessageTemplate; other: MessageTemplate | null; onClose: () => void };

export function WordingDialog({ wording, other, onClose }: Props) {
  const t = useTranslations("messages.wordings");
  const common = useTranslations("common");
  const words = useMessageWords();
  const { permissions } = useSignedIn().me;
  const [subject, setSubject] = useState(wording.subject);
  const [text, setText] = useState(wording.text);
  const { kind, channel, language } = wording;
  const key = { kind, channel, language };
  const saving = useEdit({
    run: () => ask("PUT /api/v1/message-templates", { body: { ...key, subject, text } }),
    stale: STALE,
    onDone: onClose,
  });
  const resetting = useEdit({
    run: () => ask("POST /api/v1/message-templates/reset", { body: key }),
    stale: STALE,
    onDone: onClose,
  });
  return (
    <FormDialog
      wide
      title={`${words.kind(kind)} · ${t(channel)} · ${t(language)}`}
      act={common("save")}
      pending={saving.isPending}
      ready={permissions.includes("messages:write") && text.trim() !== ""}
      refusal={<Refusal error={saving.error ?? resetting.error} />}
      onSubmit={() => saving.send(undefined)}
      onClose={onClose}
    >
      {channel === "email" ? (
        <Field label={t("subject")}>
          <TextInput
            required
            maxLength={120}
            value={subject ?? ""}
            onChange={(event) => setSubject(event.target.value)}
          />
        </Field>
      ) : null}
      <Field label={t("textField")} hint={t("names", { names: NAMES.map((name) => `{${name}}`).join(" ") })}>
        <TextArea
          rows={channel === "email" ? 7 : 4}
          maxLength={600}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Preview wording={{ ...key, subject, text }} />
        {other ? <Preview wording={previewed(other)} /> : null}
      </div>
      {wording.isOwn ? (
        <Button className="self-start" disabled={resetting.isPending} onClick={() => resetting.send(undefined)}>
          {t("reset")}
        </Button>
      ) : null}
    </FormDialog>
  );
}

function previewed({ kind, channel, language, subject, text }: MessageTemplate): Omit<MessageTemplate, "isOwn"> {
  return { kind, channel, language, subject, text };
}

/** As a customer would read it. It follows the typing. */
function Preview({ wording }: { wording: Omit<MessageTemplate, "isOwn"> }) {
  const t = useTranslations("messages.wordings");
  const body = useDeferredValue(wording);
  const preview = useQuery({
    queryKey: ["messages", "preview", body],
    queryFn: ({ signal }) => ask("POST /api/v1/message-templates/preview", { body, signal }),
    enabled: body.text.trim() !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  const { data, error } = preview;
  return (
    <section
      aria-label={t("previewIn", { language: t(wording.language) })}
      className="rounded-md border border-line p-3"
    >
      <h3 className="mb-1.5 text-xs font-medium text-ink-faint">{t("previewIn", { language: t(wording.language) })}</h3>
      {error ? <Refusal error={error} /> : null}
      {data && !error ? (
        <>
          {data.subject ? <p className="mb-1 text-sm font-semibold wrap-anywhere">{data.subject}</p> : null}
          <p className="text-sm whitespace-pre-wrap wrap-anywhere">{data.text}</p>
          {data.size ? (
            <p className="mt-2 text-xs text-ink-faint">
              {t("size", { segments: data.size.segments, units: data.size.units })}
              {data.size.encoding === "ucs2" ? ` ${t("ucs2")}` : ""}
            </p>
          ) : null}
        </>
      ) : null}
    </section>
  );
}
