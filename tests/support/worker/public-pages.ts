import { env } from "cloudflare:workers";
import type { EpochMs } from "../../../src/domain/time.ts";
import { toRfc3339 } from "../../../src/domain/time.ts";
import { newTicket, signTicket } from "../../../src/use-cases/booking/public/form-ticket.ts";
import type { TestTenant } from "./a-tenant.ts";
import { request } from "./credentials.ts";
import { ORIGIN } from "./retell.ts";

/** The address of the last page of a booking. */
export function bookPath(tenant: TestTenant, startsAt: EpochMs, serviceId: string = tenant.cut): string {
  const query = new URLSearchParams({
    at: toRfc3339("Europe/Berlin", startsAt),
    lang: "en",
    form: crypto.randomUUID(),
  });
  return `/b/${tenant.tenantId}/${tenant.branchId}/${serviceId}/book?${query.toString()}`;
}

/** What a person sends who took ten seconds. */
export function aForm(startsAt: EpochMs, fields: Record<string, string> = {}): Record<string, string> {
  return {
    ticket: signTicket(env, newTicket(Date.now() - 10_000)),
    startsAt: toRfc3339("Europe/Berlin", startsAt),
    name: "Erika Beispiel",
    phone: "+49 151 12345678",
    email: "",
    notes: "",
    website: "",
    consent: "yes",
    ...fields,
  };
}

/** As a browser on that very page sends it. */
export function post(path: string, fields: Record<string, string>, network = networkOf()): Promise<Response> {
  return request(path, {
    method: "POST",
    body: new URLSearchParams(fields).toString(),
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: ORIGIN,
      "cf-connecting-ip": network,
    },
  });
}

let networks = 0;

/** Each form comes from a network of its own, unless told otherwise. */
function networkOf(): string {
  networks++;
  return `198.51.${networks >> 8}.${networks & 255}`;
}

/** Where an answer leads, without the origin. */
export function leadsTo(response: Response): string {
  return (response.headers.get("location") ?? "").replace(ORIGIN, "");
}
