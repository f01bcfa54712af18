import type { VoiceProvider } from "../../contracts/calls.ts";
import type { ConnectionSecret, ConnectionView } from "../../contracts/connections.ts";
import type { SealedPlace } from "../../db/vault.ts";
import type { ConnectionId } from "../../domain/ids.ts";

export function secretPlace(row: ConnectionId): SealedPlace {
  return { purpose: "connection.secret", row };
}

/** What is sealed of a vendor's credential. */
export function secretText(secret: ConnectionSecret): string {
  switch (secret.provider) {
    case "retell":
      return secret.apiKey;
    case "vapi":
      return JSON.stringify({ method: secret.method, secret: secret.secret });
    default:
      return secret satisfies never;
  }
}

/** Where the vendor sends what. */
export function webhooksOf(publicUrl: string, provider: VoiceProvider, id: ConnectionId): ConnectionView["webhooks"] {
  switch (provider) {
    case "retell": {
      const url = `${publicUrl}/webhooks/retell/${id}`;
      return [
        { purpose: "events", url },
        { purpose: "functions", url: `${url}/functions` },
        { purpose: "inbound", url: `${url}/inbound` },
      ];
    }
    case "vapi":
      return [{ purpose: "server", url: `${publicUrl}/webhooks/vapi/${id}` }];
    default:
      return provider satisfies never;
  }
}

/** Of what we ask Vapi's API with: the private key and the webhook credential's id, as JSON. */
export function apiKeyPlace(row: ConnectionId): SealedPlace {
  return { purpose: "connection.api_key", row };
}
