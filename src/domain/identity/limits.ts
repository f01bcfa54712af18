import * as z from "zod";

/** How much a tenant may ask of the API. */
export const tier = z.enum(["starter", "standard", "pro"]);
export type Tier = z.infer<typeof tier>;

/** How often something may be tried: exactly, everywhere, whatever location a request comes from. */
export type StrictLimit = {
  /** What is tried, such as `login.address`: part of the counter's name, never personal. */
  name: string;
  /** 1 to 1,000. */
  limit: number;
  periodSeconds: number;
};
