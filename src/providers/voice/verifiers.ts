import type { VoiceProvider } from "../../contracts/calls.ts";
import type { Verifier } from "./port.ts";
import { importRetellKey, verifyRetell } from "./retell.ts";
import { vapiVerifier } from "./vapi-credential.ts";

/** Makes a connection's credential ready to verify with. `secret` is what was sealed of it. */
export async function openVerifier(provider: VoiceProvider, secret: string): Promise<Verifier> {
  switch (provider) {
    case "retell": {
      const key = await importRetellKey(secret);
      return ({ body, header }, now) => verifyRetell(key, body, header("x-retell-signature"), now);
    }
    case "vapi":
      return vapiVerifier(secret);
    default:
      return provider satisfies never;
  }
}
