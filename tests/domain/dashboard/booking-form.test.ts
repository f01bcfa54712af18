import { expect, it } from "vitest";
import type { ServiceView } from "../../../src/contracts/catalogue.ts";
import { stillAsked } from "../../../src/dashboard/booking/booking-form.ts";

const aService = (id: string, staffIds: string[]) => ({ id, staffIds }) as ServiceView; // of the rest nothing is read

it("keeps whoever was asked for with another service, if they offer it", () => {
  const services = [aService("svc_1", ["stf_1"]), aService("svc_2", ["stf_1", "stf_2"]), aService("svc_all", [])];
  const asked = (serviceId: string) => stillAsked(services, serviceId, "stf_2");
  expect(["svc_1", "svc_2", "svc_all"].map(asked)).toEqual(["", "stf_2", "stf_2"]);
});
