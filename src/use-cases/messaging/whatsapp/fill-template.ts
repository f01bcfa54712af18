import type * as z from "zod";
import type { filledTemplate } from "../../../contracts/whatsapp.ts";
import type { TenantId } from "../../../domain/ids.ts";
import type { MessageBody } from "../../../domain/messaging/message.ts";
import { asParameter, fillPlaces } from "../../../domain/messaging/whatsapp-template.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { listTemplates, type TemplateRefusal } from "./list-templates.ts";

export type FillRefusal = TemplateRefusal | { reason: "unknown_template" } | { reason: "wrong_places"; places: number };

/** A message by an approved template, with its text as they will read it. */
export async function fillTemplate(
  env: Env,
  tenantId: TenantId,
  { name, language, parameters }: z.infer<typeof filledTemplate>,
): Promise<Result<MessageBody, FillRefusal>> {
  const found = await listTemplates(env, tenantId);
  if (!found.ok) return found;
  const wanted = found.value.find((each) => each.name === name && each.language === language);
  if (wanted?.status !== "APPROVED" || !wanted.isUsable) return err({ reason: "unknown_template" });
  if (wanted.places !== parameters.length) return err({ reason: "wrong_places", places: wanted.places });
  const words = parameters.map(asParameter);
  return ok({ text: fillPlaces(wanted.text, words), template: { name, language, parameters: words } });
}
