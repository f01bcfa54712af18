import { type AppointmentStatus, GAVE_TIME_BACK } from "../booking/appointment.ts";
import type { AppointmentId, CalendarAccountId, CalendarId, CalendarTargetId, ResourceId, ServiceId, StaffId } from "../ids.ts"; // biome-ignore format: one line

export type MirroredAppointment = {
  id: AppointmentId;
  status: AppointmentStatus;
  version: number;
  staffId: StaffId;
  resourceIds: readonly ResourceId[];
  serviceId: ServiceId;
};

export type WritingTarget = {
  id: CalendarTargetId;
  accountId: CalendarAccountId;
  calendarId: CalendarId;
  serviceId: ServiceId | null;
  writes: boolean;
};

/** An appointment, at a target where something has to change. */
export type Concern = { appointmentId: AppointmentId; version: number; target: WritingTarget };

/** Shall the appointment stand in this calendar? What is over stays where it was. */
export function belongsAt(target: WritingTarget, { status, staffId, resourceIds, serviceId }: MirroredAppointment) {
  if (!target.writes || GAVE_TIME_BACK.includes(status)) return false;
  if (target.serviceId !== null && target.serviceId !== serviceId) return false;
  return target.calendarId === staffId || resourceIds.some((id) => id === target.calendarId);
}

/** Where changed appointments belong now, and where they were written before. */
export function concernsOf(
  appointments: readonly MirroredAppointment[],
  targets: readonly WritingTarget[],
  mirrored: readonly { appointmentId: AppointmentId; targetId: CalendarTargetId }[],
): Concern[] {
  const written = new Set(mirrored.map(({ appointmentId, targetId }) => `${appointmentId}|${targetId}`));
  return appointments.flatMap((appointment) =>
    targets
      .filter((target) => belongsAt(target, appointment) || written.has(`${appointment.id}|${target.id}`))
      .map((target) => ({ appointmentId: appointment.id, version: appointment.version, target })),
  );
}
