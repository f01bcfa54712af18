import type { Context } from "hono";
import { checkAnswers } from "../domain/booking/answers.ts";
import type { ContactDetails } from "../domain/booking/appointment.ts";
import { findService } from "../domain/booking/rulebook.ts";
import type { ServiceId } from "../domain/ids.ts";
import type { BranchAccess } from "../use-cases/booking/branch-access.ts";
import { tenantActor } from "./api.ts";
import type { AppEnv } from "./app-env.ts";
import { problemResponse } from "./problem.ts";

/** What is wrong with the answers to the services' questions. Who books at the counter may leave required ones out. */
export function refuseAnswers(
  c: Context<AppEnv>,
  { rules }: BranchAccess,
  serviceIds: readonly ServiceId[],
  answers: NonNullable<ContactDetails["answers"]> = {},
) {
  const asked = serviceIds.flatMap((id) => findService(rules, id)?.questions ?? []);
  const questions = [...new Map(asked.map((question) => [question.id, question])).values()]; // each is answered once
  const problems = checkAnswers(questions, answers, { needsAll: tenantActor(c).kind !== "user" });
  if (problems.length === 0) return null;
  const errors = problems.slice(0, 50).map(({ question, rule }) => ({ field: `answers.${question}`, rule }));
  return problemResponse(c, { status: 400, code: "invalid_input", title: "Some answers are not valid.", errors });
}
