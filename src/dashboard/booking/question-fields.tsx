import { useTranslations } from "use-intl";
import type { ServiceView } from "../../contracts/catalogue.ts";
import { Field, TextInput } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";

type Answers = Record<string, string | number | boolean>;
type Question = ServiceView["questions"][number];
type QuestionFieldsProps = { questions: Question[]; answers: Answers; onChange: (answers: Answers) => void };

/** What a service asks before it can be booked. Whoever books at the desk may leave open what customers must answer. */
export function QuestionFields({ questions, answers, onChange }: QuestionFieldsProps) {
  const t = useTranslations("booking");
  return questions.map((question) => (
    <Field key={question.id} label={question.label} hint={question.isRequired ? t("required") : undefined}>
      <Answer
        question={question}
        value={answers[question.id]}
        onAnswer={(answer) => onChange(withAnswer(answers, question.id, answer))}
      />
    </Field>
  ));
}

/** What was emptied again is no answer, least of all a nought. */
function withAnswer(answers: Answers, id: string, answer: Answers[string]): Answers {
  const { [id]: _before, ...others } = answers;
  return answer === "" ? others : { ...others, [id]: answer };
}

type AnswerProps = {
  question: Question;
  value: string | number | boolean | undefined;
  onAnswer: (answer: string | number | boolean) => void;
};

function Answer({ question, value, onAnswer }: AnswerProps) {
  const t = useTranslations("booking");
  const none = { value: "", label: t("choose") };
  if (question.type === "boolean") {
    const options = [none, { value: "yes", label: t("yes") }, { value: "no", label: t("no") }];
    const chosen = value === undefined ? "" : value === true ? "yes" : "no";
    return (
      <Select value={chosen} options={options} onChoose={(answer) => onAnswer(answer === "" ? "" : answer === "yes")} />
    );
  }
  if (question.type === "choice") {
    const options = [none, ...question.choices.map((choice) => ({ value: choice, label: choice }))];
    return <Select value={String(value ?? "")} options={options} onChoose={onAnswer} />;
  }
  const isNumber = question.type === "number";
  return (
    <TextInput
      type={isNumber ? "number" : "text"}
      step={isNumber ? "any" : undefined}
      value={String(value ?? "")}
      onChange={({ target: { value: text } }) => onAnswer(isNumber && text !== "" ? Number(text) : text)}
    />
  );
}
