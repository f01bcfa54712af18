import { describe, expect, it } from "vitest";
import { checkAnswers, MAX_ANSWER_LENGTH } from "../../../src/domain/booking/answers.ts";
import { type Question, question } from "../../../src/domain/booking/rulebook.ts";

const asked = (id: string, changes: Partial<Question> = {}) =>
  question.parse({ id, label: id, type: "text", choices: [], isRequired: false, ...changes });
const QUESTIONS = [
  asked("allergies", { isRequired: true }),
  asked("note"),
  asked("children", { type: "number" }),
  asked("first_visit", { type: "boolean" }),
  asked("length", { type: "choice", choices: ["short", "long"] }),
];
const GOOD = { allergies: "none", note: "", children: 0, first_visit: false, length: "long" };
const rulesBroken = (answers: Parameters<typeof checkAnswers>[1], needsAll = true) =>
  checkAnswers(QUESTIONS, answers, { needsAll });

describe("answers to what a service asks", () => {
  it("are good as they were asked for", () => {
    expect(rulesBroken(GOOD)).toEqual([]);
    expect(rulesBroken({ allergies: "x".repeat(MAX_ANSWER_LENGTH) })).toEqual([]);
  });

  it.each([
    ["allergies", "  ", "is required"],
    ["allergies", "x".repeat(MAX_ANSWER_LENGTH + 1), `must be at most ${MAX_ANSWER_LENGTH} characters long`],
    ["note", 1, "must be a text"],
    ["children", "two", "must be a number"],
    ["first_visit", "yes", "must be a boolean"],
    ["length", "medium", "must be one of: short, long"],
    ["shoe_size", 42, "is not a question of this service"],
  ])("%s: %j %s", (id, answer, rule) => {
    expect(rulesBroken({ ...GOOD, [id]: answer })).toEqual([{ question: id, rule }]);
  });

  it("may be left out when they are not required, or come later", () => {
    expect(rulesBroken({})).toEqual([{ question: "allergies", rule: "is required" }]);
    expect(rulesBroken({}, false)).toEqual([]);
  });
});
