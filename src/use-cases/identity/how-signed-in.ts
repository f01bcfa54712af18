import type { SignInMethod } from "../../contracts/sign-in.ts";
import type { EpochMs } from "../../domain/time.ts";

/** How somebody has proved who they are, and from where. */
export type HowSignedIn = {
  method: SignInMethod;
  /** As Cloudflare saw it (`CF-Connecting-IP`), never what a client may write. */
  clientAddress: string;
  userAgent: string | undefined;
  /** From the cookie of a browser that signed in before. */
  deviceToken?: string | undefined;
  requestId: string;
  now: EpochMs;
};
