import type { ContactDetails } from "./appointment.ts";
import type { Question } from "./rulebook.ts";

type Answers = NonNullable<ContactDetails["answers"]>;
type Answer = Answers[string];
export type AnswerProblem = { question: string; rule: string };

export const MAX_ANSWER_LENGTH = 1_000;

/** What is wrong with the answers to a service's questions. `needsAll`: a required question may not be left out. */
export function checkAnswers(
  questions: readonly Question[],
  answers: Answers,
  { needsAll }: { needsAll: boolean },
): AnswerProblem[] {
  const asked = new Map(questions.map((question) => [question.id, question]));
  const wrong = Object.entries(answers).flatMap(([id, answer]) => problemOf(id, asked.get(id), answer));
  const missing = needsAll ? questions.filter(({ id, isRequired }) => isRequired && !Object.hasOwn(answers, id)) : [];
  return [...wrong, ...missing.map(({ id }) => ({ question: id, rule: "is required" }))];
}

function problemOf(id: string, question: Question | undefined, answer: Answer): AnswerProblem[] {
  const rule = question ? ruleBroken(question, answer) : "is not a question of this service";
  return rule ? [{ question: id, rule }] : [];
}

function ruleBroken({ type, choices, isRequired }: Question, answer: Answer): string | null {
  if (type === "number" || type === "boolean") return typeof answer === type ? null : `must be a ${type}`;
  if (typeof answer !== "string") return "must be a text";
  if (type === "choice") return choices.includes(answer) ? null : `must be one of: ${choices.join(", ")}`;
  if (answer.length > MAX_ANSWER_LENGTH) return `must be at most ${MAX_ANSWER_LENGTH} characters long`;
  return isRequired && answer.trim() === "" ? "is required" : null;
}
