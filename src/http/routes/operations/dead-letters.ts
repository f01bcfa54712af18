import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { deadLetterDetailView, deadLetterView, settledLettersView } from "../../../contracts/operations.ts";
import { deadLetterId } from "../../../domain/ids.ts";
import {
  discardDeadLetters,
  replayDeadLetters,
  viewDeadLetter,
  viewDeadLetters,
} from "../../../use-cases/operations/dead-letters.ts";
import { body, commonRefusals, createApi, cursorQuery, json, notFound, paged } from "../../api.ts";
import { operatorOf, operatorReading, operatorWriting } from "../../operator.ts";

const some = body(z.strictObject({ ids: z.array(deadLetterId).min(1).max(50) }));
const settled = json(settledLettersView, "What became of each.");

const list = createRoute({
  method: "get",
  path: "/operations/dead-letters",
  summary: "Queue messages that failed for good, newest first",
  ...operatorReading,
  request: { query: z.strictObject({ queue: z.string().max(60).optional(), ...cursorQuery }) },
  responses: { 200: json(paged(deadLetterView), "A page, without what they say."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/operations/dead-letters/{deadLetterId}",
  summary: "One dead letter, without anything personal",
  ...operatorReading,
  request: { params: z.object({ deadLetterId }) },
  responses: { 200: json(deadLetterDetailView, "The letter."), ...commonRefusals },
});

const replay = createRoute({
  method: "post",
  path: "/operations/dead-letters/replay",
  summary: "Send dead letters to their queues again",
  ...operatorWriting,
  request: { body: some },
  responses: { 200: settled, ...commonRefusals },
});

const discard = createRoute({
  method: "post",
  path: "/operations/dead-letters/discard",
  summary: "Forget dead letters",
  ...operatorWriting,
  request: { body: some },
  responses: { 200: settled, ...commonRefusals },
});

export const deadLetterRoutes = createApi()
  .openapi(list, async (c) => {
    const { queue = null, cursor = null, limit } = c.req.valid("query");
    return c.json(await viewDeadLetters(c.env, queue, { cursor, limit }), 200);
  })
  .openapi(show, async (c) => {
    const letter = await viewDeadLetter(c.env, c.req.valid("param").deadLetterId);
    return letter ? c.json(letter, 200) : notFound(c, "dead letter");
  })
  .openapi(replay, async (c) => c.json(await replayDeadLetters(operatorOf(c), c.req.valid("json").ids), 200))
  .openapi(discard, async (c) => c.json(await discardDeadLetters(operatorOf(c), c.req.valid("json").ids), 200));
