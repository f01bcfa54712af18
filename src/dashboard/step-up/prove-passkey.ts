import { type PublicKeyCredentialRequestOptionsJSON, startAuthentication } from "@simplewebauthn/browser";
import { ask, type Input } from "../api/client.ts";

type Assertion = NonNullable<Input<"POST /api/v1/me/step-up">["body"]["passkey"]>;

/** Has the browser sign a challenge of the server. Throws when the person or the device refuses. */
export async function provePasskey(): Promise<Assertion> {
  const optionsJSON = await ask("POST /api/v1/me/step-up/options");
  // The server passes on what its own library made for the browser's.
  const options = optionsJSON as unknown as PublicKeyCredentialRequestOptionsJSON;
  return (await startAuthentication({ optionsJSON: options })) as unknown as Assertion;
}
