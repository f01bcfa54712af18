import { createHash } from "node:crypto";
import { insertPasskey } from "../../../src/db/queries/factors.ts";
import type { TenantDb } from "../../../src/db/tenant-db.ts";
import type { AccountId } from "../../../src/domain/ids.ts";
import { newId } from "../../../src/use-cases/new-id.ts";

const ORIGIN = "http://localhost:8787";
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;

export type Signing = { challenge: string; origin?: string; counter?: number; isVerified?: boolean; rpId?: string };

/** An authenticator in software with one passkey, registered for the account. Signs whatever it is told to. */
export async function aPasskey(db: TenantDb, accountId: AccountId) {
  const pair = (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ])) as CryptoKeyPair; // an asymmetric algorithm gives a pair
  const raw = new Uint8Array((await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer); // of a public key
  const credentialId = base64url(crypto.getRandomValues(new Uint8Array(16)));
  const base = { accountId, credentialId, transports: ["internal"], isBackedUp: false, name: "Test", createdAt: 1 };
  const id = newId("psk");
  await insertPasskey(db, { ...base, id, publicKey: base64url(toCose(raw)), counter: 0, lastUsedAt: null });
  const sign = (signing: Signing) => assertion(pair.privateKey, { credentialId, accountId }, signing);
  return { id, sign };
}

async function assertion(
  key: CryptoKey,
  { credentialId, accountId }: { credentialId: string; accountId: AccountId },
  { challenge, origin = ORIGIN, counter = 1, isVerified = true, rpId = "localhost" }: Signing,
) {
  const clientData = new TextEncoder().encode(JSON.stringify({ type: "webauthn.get", challenge, origin }));
  const flags = USER_PRESENT | (isVerified ? USER_VERIFIED : 0);
  const counted = new Uint8Array(4);
  new DataView(counted.buffer).setUint32(0, counter);
  const authenticatorData = Uint8Array.of(...sha256(new TextEncoder().encode(rpId)), flags, ...counted);
  const signed = Uint8Array.of(...authenticatorData, ...sha256(clientData));
  const signature = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, signed));
  return {
    id: credentialId,
    rawId: credentialId,
    type: "public-key",
    clientExtensionResults: {},
    response: {
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authenticatorData),
      signature: base64url(toDer(signature)),
      userHandle: base64url(new TextEncoder().encode(accountId)),
    },
  };
}

/** COSE key: EC2, ES256, P-256, x, y. `raw` is 0x04, x, y. */
function toCose(raw: Uint8Array): Uint8Array {
  const head = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01];
  return Uint8Array.of(...head, 0x21, 0x58, 0x20, ...raw.slice(1, 33), 0x22, 0x58, 0x20, ...raw.slice(33));
}

/** WebCrypto gives r and s side by side; authenticators give a DER sequence of two integers. */
function toDer(signature: Uint8Array): Uint8Array {
  const parts = [signature.slice(0, 32), signature.slice(32)].map(toInteger);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Uint8Array.of(0x30, length, ...parts.flatMap((part) => [...part]));
}

function toInteger(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const trimmed = bytes.slice(first);
  const padded = (trimmed[0] ?? 0) > 127 ? Uint8Array.of(0, ...trimmed) : trimmed;
  return Uint8Array.of(0x02, padded.length, ...padded);
}

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

function base64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}
