import { useState } from "react";
import type { OverrideReason } from "../../contracts/booking.ts";
import type { ServiceView } from "../../contracts/catalogue.ts";
import type { Input } from "../api/client.ts";
import { readSetting } from "../app/settings.ts";

export type Draft = {
  serviceId: string;
  /** Empty: whoever is free. */
  staffId: string;
  date: string;
  startsAt: string | null;
  /** Seats of a group session. */
  partySize: number;
  name: string;
  phone: string;
  email: string;
  notes: string;
  answers: Record<string, string | number | boolean>;
  /** Why staff insist on a time that a rule would refuse. Empty: they do not. */
  insistence: OverrideReason | "";
};

/** What is asked of a time, to book it or to move there. */
export type TimeDraft = Pick<Draft, "serviceId" | "staffId" | "date" | "startsAt" | "partySize" | "insistence">;

export type BookBody = Input<"POST /api/v1/appointments">["body"];

type FirstDraft = Pick<Draft, "date" | "startsAt" | "staffId"> & Partial<Pick<Draft, "name" | "phone" | "email">>;

/** `first`: what the address asks for. The service is the one that was booked last here. */
export function useDraft(services: ServiceView[], first: FirstDraft) {
  const [draft, setDraft] = useState<Draft>(() => {
    const offered = services.filter((each) => first.staffId === "" || offers(each, first.staffId));
    const last = readSetting("service");
    const service = offered.find(({ id }) => id === last) ?? offered[0] ?? services[0];
    return {
      name: "",
      phone: "",
      email: "",
      ...first,
      serviceId: service?.id ?? "",
      partySize: 1,
      notes: "",
      answers: {},
      insistence: "",
    };
  });
  const change = (changes: Partial<Draft>) => setDraft((known) => changed(known, changes));
  return [draft, change] as const;
}

/** Whoever insists does so on one time of one service. */
export function changed<T extends TimeDraft>(draft: T, changes: Partial<T>): T {
  const isAnotherWish = (["serviceId", "staffId", "date", "startsAt", "partySize"] as const).some(
    (field) => field in changes,
  );
  return { ...draft, ...(isAnotherWish ? { insistence: "" } : {}), ...changes };
}

/** Why somebody insists, as the API takes it. */
export function overrideOf(insistence: Draft["insistence"]) {
  return insistence ? { override: true as const, overrideReason: insistence } : {};
}

export function offers({ staffIds }: ServiceView, staffId: string): boolean {
  const ids: readonly string[] = staffIds;
  return ids.length === 0 || ids.includes(staffId);
}

/** Whoever was asked for, if they offer this service as well. */
export function stillAsked(services: ServiceView[], serviceId: string, staffId: string): string {
  const service = services.find(({ id }) => id === serviceId);
  return service && offers(service, staffId) ? staffId : "";
}

export function toBookBody(branchId: string, draft: Draft): BookBody {
  const { serviceId, staffId, startsAt, partySize, notes, answers, insistence } = draft;
  const [name, phone, email] = [draft.name.trim(), draft.phone.trim(), draft.email.trim()];
  return {
    branchId,
    serviceId,
    startsAt: startsAt ?? "",
    ...(staffId ? { staffId } : {}),
    ...(partySize > 1 ? { partySize } : {}),
    customer: { name, ...(phone ? { phone } : {}), ...(email ? { email } : {}) },
    ...(notes.trim() ? { notes: notes.trim() } : {}),
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
    ...overrideOf(insistence),
  };
}
