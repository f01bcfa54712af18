import type { ServiceView } from "../../../contracts/catalogue.ts";

export type ServicePatch = Partial<ServiceView>;
/** A part of the form: the service as it will be, and how to change it. */
export type PartProps = { service: ServiceView; change: (changes: ServicePatch) => void };
