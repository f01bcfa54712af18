import { type AppointmentView, appointmentView } from "../../../src/contracts/booking.ts";
import { aTenant, type TestTenant } from "./a-tenant.ts";
import { inTenDays } from "./commands.ts";
import { type ApiRequest, aKey, problemOf, request } from "./credentials.ts";

/** Somebody who uses the API of one tenant: with a key that may everything unless told otherwise. */
export type Client = { tenant: TestTenant; send: (path: string, options?: ApiRequest) => Promise<Response> };

export async function aClient(tenantGiven?: TestTenant, credential?: ApiRequest): Promise<Client> {
  const tenant = tenantGiven ?? (await aTenant());
  const own = credential ?? { key: await aKey(tenant) };
  return { tenant, send: (path, options = {}) => request(`/api/v1${path}`, { ...own, ...options }) };
}

/** The wire's instant, ten days ahead at a local time. */
export const wallTime = (minute: number) => new Date(inTenDays(minute)).toISOString();

export function bookingBody({ branchId, cut, anna }: TestTenant, more: object = {}) {
  return { branchId, serviceId: cut, staffId: anna, startsAt: wallTime(600), customer: { name: "Erika" }, ...more };
}

export async function bookedBy({ tenant, send }: Client, more: object = {}): Promise<AppointmentView> {
  const response = await send("/appointments", { body: bookingBody(tenant, more) });
  if (response.status !== 201) throw new Error((await problemOf(response)).code);
  return appointmentView.parse(await response.json());
}

/** "200" or "409 not_pending". */
export async function outcomeOf(response: Response): Promise<string> {
  return response.ok ? String(response.status) : `${response.status} ${(await problemOf(response)).code}`;
}
