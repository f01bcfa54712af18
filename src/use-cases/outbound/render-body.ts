import type { ToldAppointment, ToldCall, ToldCallback } from "../../contracts/webhook-events.ts";
import { openContact, openReason } from "../../db/booking-views.ts";
import { openCall } from "../../db/call-rows.ts";
import { findAppointment } from "../../db/queries/appointments.ts";
import { findCallbackTask } from "../../db/queries/callback-tasks.ts";
import { findCall } from "../../db/queries/calls.ts";
import type { MessageRow } from "../../db/queries/webhook-deliveries.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import {
  type AppointmentId,
  appointmentId,
  type CallbackTaskId,
  type CallId,
  callbackTaskId,
  callId,
} from "../../domain/ids.ts";
import { utf8 } from "../../domain/utf8.ts";
import { openWords } from "../callbacks/view-callbacks.ts";

/** Standard Webhooks asks for less than 20 kB. */
export const MAX_BODY_BYTES = 20_000;
const MAX_SUMMARY_CHARS = 4_000;

type Source = { env: Env; db: TenantDb; vault: Vault };
type Told = { data: Record<string, unknown> };

/**
 * What is sent of a message. Personal data is looked up now and added to the kept text, for endpoints that ask for it:
 * it is never stored a second time, and what was erased meanwhile is no longer sent.
 */
export async function renderBody(source: Source, message: MessageRow, includesPersonalData: boolean): Promise<string> {
  if (!includesPersonalData) return message.payload;
  const told = JSON.parse(message.payload) as Told; // `announce` wrote it
  const personal = await personalData(source, message.subjectId);
  if (!personal) return message.payload;
  return firstThatFits([personal, withoutLongTexts(personal)], told) ?? message.payload;
}

function firstThatFits(choices: object[], told: Told): string | null {
  const bodies = choices.map((more) => JSON.stringify({ ...told, data: { ...told.data, ...more } }));
  return bodies.find((body) => utf8(body).length < MAX_BODY_BYTES) ?? null;
}

async function personalData(source: Source, subjectId: string): Promise<object | null> {
  const appointment = appointmentId.safeParse(subjectId);
  if (appointment.success) return { customer: await toldCustomer(source, appointment.data) };
  const task = callbackTaskId.safeParse(subjectId);
  if (task.success) return { callback: await toldCallback(source, task.data) };
  const call = callId.safeParse(subjectId);
  return call.success ? { caller: await toldCaller(source, call.data) } : null;
}

async function toldCustomer({ db, vault }: Source, id: AppointmentId): Promise<ToldAppointment["customer"]> {
  const row = await findAppointment(db, id);
  if (!row) return null;
  const { name, phone, email, notes, answers } = await openContact(vault, id, row.sealedContact);
  const cancelReason = await openReason(vault, row);
  return { name, phone, email, notes, ...(answers ? { answers } : {}), cancelReason };
}

async function toldCaller({ env, db, vault }: Source, id: CallId): Promise<ToldCall["caller"]> {
  const row = await findCall(db, id);
  if (!row) return null;
  const { fromNumber, toNumber, summary } = (await openCall(env, vault, row)).facts;
  return { fromNumber, toNumber, summary: summary?.slice(0, MAX_SUMMARY_CHARS) ?? null };
}

async function toldCallback({ db, vault }: Source, id: CallbackTaskId): Promise<ToldCallback["callback"]> {
  const row = await findCallbackTask(db, id);
  return row && openWords(vault, row);
}

/** Long answers could burst the limit; who needs them fetches the appointment. */
function withoutLongTexts(personal: object): object {
  const { customer } = personal as { customer?: NonNullable<ToldAppointment["customer"]> };
  if (!customer) return personal;
  const { answers: _, ...rest } = customer;
  return { customer: { ...rest, notes: null } };
}
