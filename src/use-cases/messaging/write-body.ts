import type { ReplyInput } from "../../contracts/messaging.ts";
import type { TenantId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type { MessageBody } from "../../domain/messaging/message.ts";
import { ok, type Result } from "../../domain/result.ts";
import { renderNote } from "./templates/note-email.ts";
import { type FillRefusal, fillTemplate } from "./whatsapp/fill-template.ts";

type About = { tenant: { id: TenantId; name: string }; language: Language };

/** What somebody of the business has written, in the channel's form. */
export async function writeBody(
  env: Env,
  { channel, text = "", template }: Pick<ReplyInput, "channel" | "text" | "template">,
  { tenant, language }: About,
): Promise<Result<MessageBody, FillRefusal>> {
  if (template) return fillTemplate(env, tenant.id, template);
  return ok(channel === "email" ? renderNote(language, { business: tenant.name, text }) : { text });
}
