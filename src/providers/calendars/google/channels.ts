import { err, ok } from "../../../domain/result.ts";
import { readAnswer } from "../../read-answer.ts";
import type { CalendarAnswer, OpenChannel, WatchWish } from "../port.ts";
import { type AskGoogle, refusedWith } from "./ask.ts";
import { eventsPath } from "./names.ts";
import { googleChannel } from "./shapes.ts";

/** Google ends a channel when it likes, at the latest when it was asked to, and never renews one by itself. */
export async function watchEvents(
  ask: AskGoogle,
  target: string,
  { id, token, address, endsAt }: WatchWish,
): CalendarAnswer<OpenChannel> {
  const json = { id, type: "web_hook", address, token, expiration: String(endsAt) };
  const made = await readAnswer(googleChannel, ask({ method: "POST", path: `${eventsPath(target)}/watch`, json }));
  if (!made.ok) return made;
  const expiration = Number(made.value.expiration ?? endsAt);
  if (!Number.isFinite(expiration)) return err({ reason: "unreadable_answer" });
  return ok({ resource: made.value.resourceId, endsAt: expiration });
}

/** A channel that has ended already is no refusal. */
export async function stopChannel(
  ask: AskGoogle,
  { id, resource }: { id: string; resource: string },
): CalendarAnswer<void> {
  const stopped = await ask({ method: "POST", path: "/channels/stop", json: { id, resourceId: resource } });
  return stopped.ok || refusedWith(stopped.error) === 404 ? ok(undefined) : stopped;
}
