import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { RecordingLink } from "../../../../src/contracts/call-care.ts";
import { PIECE_BYTES } from "../../../../src/db/recording-file.ts";
import type { CallId } from "../../../../src/domain/ids.ts";
import { aTenant, type TestTenant } from "../../../support/worker/a-tenant.ts";
import { aSession, problemOf, request } from "../../../support/worker/credentials.ts";
import { anEndedCall, showCall } from "../../../support/worker/ended-calls.ts";
import { playNetwork } from "../../../support/worker/network.ts";
import { deliver } from "../../../support/worker/queues.ts";

const HOST = "https://retellai.s3.us-west-2.amazonaws.com";
/** Longer than two pieces, and every byte tells where it stands. */
const AUDIO = Uint8Array.from({ length: 2 * PIECE_BYTES + 777 }, (_, at) => (at * 31 + (at >> 8)) & 255);

afterEach(() => vi.restoreAllMocks());

type Answer = () => Response;
const audio: Answer = () => new Response(AUDIO, { headers: { "content-type": "audio/wav" } });

/** The vendor's storage. What it is asked for is told. */
function playStorage(answers: Record<string, Answer>): string[] {
  const asked: string[] = [];
  playNetwork(async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    asked.push(url);
    return answers[url]?.() ?? new Response(null, { status: 404 });
  });
  return asked;
}

async function aKeeper(): Promise<{ tenant: TestTenant; session: string }> {
  const tenant = await aTenant();
  const session = await aSession(tenant, "owner");
  const body = { keepsRecordings: true, recordingDays: 10, wordDays: 365 };
  expect((await request("/api/v1/call-settings", { session, method: "PUT", body })).status).toBe(200);
  return { tenant, session };
}

const linkOf = (id: CallId, session: string) => request(`/api/v1/calls/${id}/recording-link`, { session, body: {} });

async function play(url: string, range?: string): Promise<Response> {
  return request(url, range === undefined ? {} : { headers: { range } });
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

describe("a recording that the business wants kept", () => {
  it("lies in R2 sealed, and plays for whoever has the link, from anywhere in it", async () => {
    const { tenant, session } = await aKeeper();
    playStorage({ [`${HOST}/1/recording.wav`]: audio });
    const id = await anEndedCall(tenant, { more: { recording_url: `${HOST}/1/recording.wav` } });
    expect((await showCall(tenant, id)).recording).toMatchObject({ state: "stored", bytes: AUDIO.length });
    const [file] = (await env.FILES.list({ prefix: `recordings/${id}/` })).objects;
    const sealed = new Uint8Array(await (await env.FILES.get(file?.key ?? ""))!.arrayBuffer());
    expect(sealed.length).toBeGreaterThan(AUDIO.length);
    expect(sealed.slice(12, 1_012)).not.toEqual(AUDIO.slice(0, 1_000));

    const { url } = await (await linkOf(id, session)).json<RecordingLink>();
    const whole = await play(url);
    expect([whole.status, whole.headers.get("content-type")]).toEqual([200, "audio/wav"]);
    expect(await bytesOf(whole)).toEqual(AUDIO);
    const from = PIECE_BYTES - 5;
    const part = await play(url, `bytes=${from}-${PIECE_BYTES + 9}`);
    expect([part.status, part.headers.get("content-range")]).toEqual([
      206,
      `bytes ${from}-${PIECE_BYTES + 9}/${AUDIO.length}`,
    ]);
    expect(await bytesOf(part)).toEqual(AUDIO.slice(from, PIECE_BYTES + 10));
    expect(await bytesOf(await play(url, "bytes=-777"))).toEqual(AUDIO.slice(-777));
    expect((await play(url, `bytes=${AUDIO.length}-`)).status).toBe(416);
  });

  it("plays for nobody without a link that is whole and young, and is linked for nobody of another business", async () => {
    const { tenant, session } = await aKeeper();
    const other = await aKeeper();
    playStorage({ [`${HOST}/2/recording.wav`]: audio });
    const id = await anEndedCall(tenant, { more: { recording_url: `${HOST}/2/recording.wav` } });
    expect((await linkOf(id, other.session)).status).toBe(404);
    expect((await linkOf(id, await aSession(tenant, "viewer"))).status).toBe(403);
    const { url } = await (await linkOf(id, session)).json<RecordingLink>();
    const [tenantId = "", callId = "", at = "", signature = ""] = url.replace("/recordings/", "").split(".");
    const forged = [
      [other.tenant.tenantId, callId, at, signature],
      [tenantId, callId, String(Number(at) + 1), signature],
      [tenantId, callId, at, signature.slice(1)],
      [tenantId, callId, at, ""],
    ].map((parts) => `/recordings/${parts.join(".")}`);
    for (const each of forged) expect((await play(each)).status).toBe(404);
    vi.spyOn(Date, "now").mockReturnValue(Number(at) + 1);
    expect((await play(url)).status).toBe(404);
  });

  it("is gone with its words, and when its time is over, whatever link there is", async () => {
    const { tenant, session } = await aKeeper();
    playStorage({ [`${HOST}/3/recording.wav`]: audio });
    const more = { recording_url: `${HOST}/3/recording.wav` };
    const ids = [await anEndedCall(tenant, { more }), await anEndedCall(tenant, { call: { callId: "call_2" }, more })];
    const links = await Promise.all(ids.map(async (id) => (await linkOf(id, session)).json<RecordingLink>()));
    const update = (sql: string, id?: string) => env.DB.prepare(sql).bind(tenant.tenantId, id).run();
    await update("UPDATE calls SET created_at = 1 WHERE tenant_id = ? AND id = ?", ids[0]);
    await deliver("jobs", [{ body: { type: "prune_calls", tenantId: tenant.tenantId } }]);
    await update("UPDATE call_recordings SET expires_at = 1 WHERE tenant_id = ? AND call_id = ?", ids[1]);
    await deliver("jobs", [{ body: { type: "prune_call_files" } }]);
    for (const [index, id] of ids.entries()) {
      expect((await play(links[index]?.url ?? "")).status).toBe(404);
      expect((await env.FILES.list({ prefix: `recordings/${id}/` })).objects).toEqual([]);
      expect(await problemOf(await linkOf(id, session))).toMatchObject({ status: 409, code: "recording_missing" });
    }
  });
});

describe("a recording is not copied", () => {
  it("where the business has not asked for it", async () => {
    const tenant = await aTenant();
    const asked = playStorage({ [`${HOST}/4.wav`]: audio });
    const id = await anEndedCall(tenant, { more: { recording_url: `${HOST}/4.wav` } });
    expect(asked).toEqual([]);
    expect((await showCall(tenant, id)).recording).toBeNull();
  });

  it.each<[string, string, Answer, string]>([
    ["from an address inside", "https://169.254.169.254/1.wav", audio, "address_refused"],
    ["by a redirect to one", `${HOST}/5.wav`, () => Response.redirect("http://10.0.0.1/1.wav"), "address_refused"],
    [
      "that is a page",
      `${HOST}/6.wav`,
      () => new Response("<p>", { headers: { "content-type": "text/html" } }),
      "not_audio",
    ],
    [
      "that says it is too large",
      `${HOST}/7.wav`,
      () => new Response(AUDIO, { headers: { "content-type": "audio/wav", "content-length": "99999999" } }),
      "too_large",
    ],
    ["whose link has run out", `${HOST}/8.wav`, () => new Response(null, { status: 403 }), "gone"],
  ])("%s", async (_, url, answer, reason) => {
    const { tenant } = await aKeeper();
    playStorage({ [url]: answer });
    const id = await anEndedCall(tenant, { more: { recording_url: url } });
    expect((await showCall(tenant, id)).recording).toMatchObject({ state: "refused", reason });
  });

  it("at once when the vendor is away: it is asked again, and given up in the end", async () => {
    const { tenant } = await aKeeper();
    const asked = playStorage({});
    const id = await anEndedCall(tenant, { more: { recording_url: `${HOST}/9.wav` } });
    expect((await showCall(tenant, id)).recording).toMatchObject({ state: "wanted", reason: "unreachable" });
    const body = { type: "settle_call", tenantId: tenant.tenantId, callId: id };
    for (let attempt = 0; attempt < 7; attempt++) await deliver("jobs", [{ body }]);
    expect((await showCall(tenant, id)).recording).toMatchObject({ state: "refused" });
    expect(asked).toHaveLength(6);
  });
});
