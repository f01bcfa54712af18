import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask, type Input } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { Field, TextArea } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { notify } from "../ui/toast.ts";

type Body = Input<"POST /api/v1/me/feedback">["body"];
const KINDS = ["problem", "wish", "praise"] as const;
const MOST_LETTERS = 2_000;

/** What is wrong, missing or good: the operators read it. Of the page, only its path goes along. */
export function FeedbackDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("feedback");
  const [kind, setKind] = useState<Body["kind"]>("problem");
  const [words, setWords] = useState("");
  const sending = useChange({
    run: (body: Body, key) => ask("POST /api/v1/me/feedback", { headers: { "idempotency-key": key }, body }),
    onDone: () => {
      notify({ title: t("sent") });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("title")}
      description={t("description")}
      act={t("send")}
      ready={words.trim() !== ""}
      pending={sending.isPending}
      refusal={<Refusal error={sending.error} known={{ too_many_attempts: t("tooMany") }} />}
      onSubmit={() => sending.send({ kind, words: words.trim(), page: location.pathname })}
      onClose={onClose}
    >
      <Segmented
        label={t("kind")}
        value={kind}
        options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        onChoose={setKind}
      />
      <Field label={t("words")} hint={t("wordsHint")}>
        <TextArea
          rows={5}
          required
          maxLength={MOST_LETTERS}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
