import type * as z from "zod";
import type { VoiceAnswer, voiceFunctions } from "../../../contracts/voice.ts";
import { findAnswer } from "../../../domain/voice/knowledge.ts";
import { refuse, type VoiceContext } from "../voice-context.ts";

type Args = z.infer<typeof voiceFunctions.answer_question>;

/** Answers from what the business wrote down, and names the entry. What is not written there it does not know. */
export async function answerQuestion(context: VoiceContext, { question }: Args): Promise<VoiceAnswer> {
  const { knowledge } = await context.rules();
  const found = findAnswer(question, context.speech.language, knowledge);
  if (!found) return refuse("not_known", context.say.notKnown());
  const { id: entryId, answer } = found.entry;
  return { ok: true, say: answer, data: { entryId, answer, score: found.score } };
}
