import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ServiceView } from "../../../contracts/catalogue.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Field, TextArea, TextInput } from "../../ui/field.tsx";
import { Card } from "../../ui/page.tsx";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";
import type { PartProps } from "./part.ts";

type Question = ServiceView["questions"][number];
const TYPES: Question["type"][] = ["text", "number", "boolean", "choice"];
const MOST = 20;

/** What customers are asked when they book, on the phone and online alike. */
export function QuestionsCard({ service: { questions }, change }: PartProps) {
  const t = useTranslations("service");
  const set = (at: number, question: Question) => change({ questions: questions.with(at, question) });
  return (
    <Card title={t("questions")}>
      <p className="mb-4 text-sm text-ink-soft">{t("questionsWhy")}</p>
      <div className="flex flex-col gap-5">
        {questions.map((question, at) => (
          <QuestionFields
            key={question.id}
            question={question}
            onChange={(next) => set(at, next)}
            onRemove={() => change({ questions: questions.toSpliced(at, 1) })}
          />
        ))}
        {questions.length < MOST ? (
          <Button className="self-start" onClick={() => change({ questions: [...questions, newQuestion(questions)] })}>
            <Plus aria-hidden className="size-4" /> {t("addQuestion")}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}

/** Answers are stored under the id, so one that was used before is not given again while its question is there. */
function newQuestion(questions: readonly Question[]): Question {
  let number = questions.length + 1;
  while (questions.some(({ id }) => id === `question_${number}`)) number++;
  return { id: `question_${number}`, label: "", type: "text", choices: [], isRequired: false };
}

type QuestionProps = { question: Question; onChange: (question: Question) => void; onRemove: () => void };

function QuestionFields({ question, onChange, onRemove }: QuestionProps) {
  const t = useTranslations("service");
  const change = (changes: Partial<Question>) => onChange({ ...question, ...changes });
  return (
    <fieldset className="flex flex-col gap-3 rounded-lg border border-line p-3">
      <legend className="sr-only">{question.label}</legend>
      <div className="flex items-end gap-2">
        <Field label={t("question")} className="flex-1">
          <TextInput
            required
            maxLength={200}
            value={question.label}
            onChange={(event) => change({ label: event.target.value })}
          />
        </Field>
        <IconButton label={t("removeQuestion", { label: question.label })} onClick={onRemove}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      </div>
      <Field label={t("answer")}>
        <Select
          value={question.type}
          options={TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
          onChoose={(type) => change({ type, choices: type === "choice" ? question.choices : [] })}
        />
      </Field>
      {question.type === "choice" ? (
        <Field label={t("choices")} hint={t("choicesHint")}>
          <TextArea
            required
            defaultValue={question.choices.join("\n")}
            onChange={(event) => change({ choices: readLines(event.target.value) })}
          />
        </Field>
      ) : null}
      <Switch label={t("isRequired")} checked={question.isRequired} onToggle={(isRequired) => change({ isRequired })} />
    </fieldset>
  );
}

function readLines(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ""))];
}
