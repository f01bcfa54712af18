import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { answerQuery } from "../api/voice.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useLocaleChoice } from "../i18n/locale-provider.tsx";
import { Button } from "../ui/button.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";

/** Asks as a caller would, by the same rules. */
export function TryQuestion() {
  const t = useTranslations("knowledge");
  const { branch } = useSignedIn();
  const { locale } = useLocaleChoice();
  const [typed, setTyped] = useState("");
  const [question, setQuestion] = useState("");
  const answer = useQuery({ ...answerQuery(branch.id, { question, language: locale }), enabled: question !== "" });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setQuestion(typed.trim());
  };
  return (
    <Card title={t("try")}>
      <Form onSubmit={submit} className="flex flex-wrap items-end gap-3">
        <Field label={t("tryQuestion")} className="flex-1 basis-72">
          <TextInput required maxLength={300} value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
        <Button type="submit">{t("tryAct")}</Button>
      </Form>
      <div aria-live="polite" className="mt-3 text-base">
        {answer.data ? (
          <p className="wrap-anywhere text-ink-soft">
            {answer.data.answer === null ? t("tryUnknown") : t("tryAnswer", { answer: answer.data.answer })}
          </p>
        ) : null}
        <Refusal error={answer.error} />
      </div>
    </Card>
  );
}
