import { env } from "cloudflare:workers";
import { Buffer } from "node:buffer";
import { putPushSubscription } from "../../../src/db/queries/push.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { PushId, UserId } from "../../../src/domain/ids.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";

/** A browser's own key pair and secret, as it tells them when it subscribes. */
export async function aBrowser(name: string) {
  const made = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const { publicKey, privateKey } = made as CryptoKeyPair;
  const own = Buffer.from((await crypto.subtle.exportKey("raw", publicKey)) as ArrayBuffer);
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(16)));
  const keys = { p256dh: own.toString("base64url"), auth: secret.toString("base64url") };
  return { target: { endpoint: `https://fcm.googleapis.com/fcm/send/${name}`, keys }, privateKey, own, secret };
}
export type Browser = Awaited<ReturnType<typeof aBrowser>>;

/** What the browser would read: RFC 8291 over RFC 8188. Throws when it was not meant for it. */
export async function readAsBrowser({ privateKey, own, secret }: Browser, body: ArrayBuffer): Promise<unknown> {
  const all = Buffer.from(body);
  const [salt, idLength] = [all.subarray(0, 16), all[20] ?? 0];
  const [theirs, sealed] = [all.subarray(21, 21 + idLength), all.subarray(21 + idLength)];
  const sender = await crypto.subtle.importKey("raw", theirs, { name: "ECDH", namedCurve: "P-256" }, false, []);
  const shared = await crypto.subtle.deriveBits(
    { name: "ECDH", public: sender } as SubtleCryptoDeriveKeyAlgorithm,
    privateKey,
    256,
  );
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), own, theirs]);
  const input = await hkdf(shared, secret, info, 256);
  const [key, nonce] = [
    await hkdf(input, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 128),
    await hkdf(input, salt, Buffer.from("Content-Encoding: nonce\0"), 96),
  ];
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const text = Buffer.from(await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, aes, sealed)).toString();
  return JSON.parse(text.slice(0, text.lastIndexOf("\u0002")));
}

async function hkdf(secret: ArrayBuffer, salt: Uint8Array, info: Uint8Array, bits: number): Promise<ArrayBuffer> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  return crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, bits);
}

export async function aPushDevice(
  { tenantId, vault }: TestTenant,
  userId: UserId,
  { target }: Browser,
): Promise<PushId> {
  const id = newId("psh");
  const sealedTarget = await vault.seal({ purpose: "push.target", row: id }, JSON.stringify(target));
  const row = { id, userId, endpointHash: id, sealedTarget, device: "Phone", createdAt: Date.now() };
  await putPushSubscription(tenantDb(env.DB, tenantId), row);
  return id;
}
