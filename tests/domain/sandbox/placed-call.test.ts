import { describe, expect, it } from "vitest";
import { scenarios } from "../../sandbox/scenarios/index.ts";
import { demo } from "./fake-worker.ts";
import { aClient, aStage, play } from "./support.ts";

const languages = ["de", "en"] as const;

describe("a placed call", () => {
  it("asks about the ringing call, then starts, talks, books, ends and is analysed, all signed", async () => {
    const { worker, sandbox } = aStage();
    const { result } = await play(sandbox, { scenario: "book", language: "de" });
    expect(result).toMatchObject({ outcome: "booked", successful: true, failures: [], appointment: { staff: "Mia" } });
    expect(worker.received.every((one) => one.verified)).toBe(true);
    const events = worker.events();
    // The vendor does not wait for its events to be taken, so they may overtake each other.
    expect(events[0]).toBe("call_inbound");
    expect(events.slice(1, 5)).toEqual(expect.arrayContaining(["call_started", "transcript_updated"]));
    expect(events.filter((one) => /_(services|availability|appointment)$/.test(one))).toEqual([
      "list_services",
      "check_availability",
      "book_appointment",
    ]);
    const ends = events.filter((one) => one === "call_ended" || one === "call_analyzed");
    expect(ends).toEqual(["call_ended", "call_analyzed"]);
  });

  it("uses Retell's field names and the reply to call_inbound", async () => {
    const { worker, sandbox } = aStage();
    const { result } = await play(sandbox, { scenario: "book", language: "en" });
    const [inbound, started] = worker.received;
    expect(inbound).toMatchObject({
      path: "/webhooks/retell/con_demo/inbound",
      body: {
        event: "call_inbound",
        event_timestamp: expect.any(Number),
        call_inbound: { call_id: result.callId, agent_id: "agent_demo", to_number: demo.retell.phoneNumber },
      },
    });
    expect(started?.body).toEqual({
      event: "call_started",
      call: {
        call_id: result.callId,
        call_type: "phone_call",
        call_status: "ongoing",
        agent_id: "agent_demo",
        agent_version: 0,
        agent_name: "Frontdesk demo",
        direction: "inbound",
        from_number: expect.stringMatching(/^\+493023125\d{5}$/),
        to_number: demo.retell.phoneNumber,
        metadata: { tenant: "ten_1" },
        retell_llm_dynamic_variables: { business_name: "Salon Probe", language: "en" },
        start_timestamp: expect.any(Number),
        telephony_identifier: { twilio_call_sid: expect.stringMatching(/^CA[0-9a-f]{32}$/) },
        opt_in_signed_url: false,
        data_storage_setting: "everything",
      },
    });
  });

  it("sends functions the growing dialogue, with every tool call so far", async () => {
    const { worker, sandbox } = aStage();
    await play(sandbox, { scenario: "book", language: "de" });
    const functions = worker.received.filter((one) => one.path.endsWith("/functions"));
    const sizes = functions.map((one) => one.body.call.transcript_with_tool_calls.length);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    const booking = functions.at(-1)?.body;
    expect(booking).toMatchObject({ name: "book_appointment", args: { language: "de", startsAt: expect.any(String) } });
    const roles = booking?.call.transcript_with_tool_calls.map((one: { role: string }) => one.role);
    expect(roles.filter((role: string) => role === "tool_call_invocation")).toHaveLength(3);
    expect(roles.filter((role: string) => role === "tool_call_result")).toHaveLength(2);
    expect(booking?.call.transcript).toMatch(/^Agent: .*Salon Probe.*\nUser: /);
    expect(booking?.call.transcript_object[0].words[0]).toMatchObject({ word: "Guten", start: expect.any(Number) });
  });

  it("ends with everything but the analysis, which comes last", async () => {
    const { worker, sandbox } = aStage();
    await play(sandbox, { scenario: "hangup-during-hold", language: "de" });
    const [ended, analysed] = worker.received.slice(-2).map((one) => one.body.call);
    expect(ended).toMatchObject({
      call_status: "ended",
      disconnection_reason: "user_hangup",
      recording_url: expect.stringContaining("http://sandbox.test/retell/recordings/"),
      call_cost: { combined_cost: expect.any(Number), total_duration_seconds: 1 },
      llm_token_usage: { num_requests: expect.any(Number) },
    });
    expect(ended).not.toHaveProperty("call_analysis");
    expect(analysed.call_analysis).toMatchObject({ call_successful: true, in_voicemail: false });
    const recording = await sandbox.app.request(ended.recording_url);
    expect(recording.headers.get("content-type")).toBe("audio/wav");
  });

  it.each(scenarios.flatMap(({ id }) => languages.map((language) => ({ id, language }))))(
    "plays $id in $language to its intended end within 20 seconds",
    async ({ id, language }) => {
      for (const seed of [1, 2, 3]) {
        const { sandbox, slept } = aStage();
        const { result } = await play(sandbox, { scenario: id, language, seed, pace: 1 });
        expect(result).toMatchObject({ successful: true, failures: [] });
        expect(slept.ms).toBeLessThan(20_000);
      }
    },
  );

  it("tells the same story for the same seed", async () => {
    const stories = await Promise.all(
      [5, 5, 6].map(async (seed) => {
        const { events } = await play(aStage().sandbox, { seed });
        return JSON.stringify(events.filter((event) => event.type === "speech").map((event) => event.text));
      }),
    );
    expect(stories[0]).toBe(stories[1]);
    expect(stories[0]).not.toBe(stories[2]);
  });

  it("types on the keypad what was misheard, and Retell shows each key", async () => {
    const { worker, sandbox } = aStage();
    await play(sandbox, { scenario: "keypad" });
    const lines = worker.received.at(-1)?.body.call.transcript_with_tool_calls as { role: string; digit?: string }[];
    const typed = lines.flatMap(({ role, digit }) => (role === "dtmf" ? [digit] : [])).join("");
    expect(typed).toMatch(/^03023125\d{5}#$/);
    const asked = worker.received.filter(({ body }) => body.name === "book_appointment").map(({ body }) => body.args);
    expect(asked.slice(1)).toEqual([
      expect.objectContaining({ phone: typed }),
      expect.objectContaining({ phone: typed, confirmed: true }),
    ]);
  });

  it("asks for the service it was given", async () => {
    const { worker, sandbox } = aStage();
    await play(sandbox, { service: "Farbe" });
    const check = worker.received.find((one) => one.body.name === "check_availability");
    expect(check?.body.args.service).toBe("Farbe");
    expect(worker.events()).not.toContain("list_services");
  });

  it("lets the rival take every seat, so that the caller must choose again", async () => {
    const { worker, sandbox } = aStage();
    const { events, result } = await play(sandbox, { scenario: "slot-taken" });
    expect(events.filter((event) => event.type === "rival")).toHaveLength(2);
    expect(worker.events().filter((one) => one === "book_appointment")).toHaveLength(2);
    expect(result.outcome).toBe("booked");
  });

  it.each(scenarios.map(({ id }) => id))("plays %s when the first days asked for are closed", async (id) => {
    const { worker, sandbox } = aStage();
    worker.closedWhenAsked = true;
    expect((await play(sandbox, { scenario: id })).result).toMatchObject({ successful: true });
  });

  it("is over at once when the business rejects it", async () => {
    const { worker, sandbox } = aStage();
    worker.inboundReply = { call_inbound: { reject: true } };
    const { result } = await play(sandbox, {});
    expect(result).toMatchObject({ outcome: "rejected", successful: false });
    expect(worker.events()).toEqual(["call_inbound"]);
  });

  it("says so when the reply to call_inbound is not what Retell expects", async () => {
    const { worker, sandbox } = aStage();
    worker.inboundReply = { call_inbound: { dynamic_variables: { open: true } } };
    const { result } = await play(sandbox, {});
    expect(result).toMatchObject({ outcome: "booked", successful: false });
    expect(result.failures[0]).toContain("dynamic_variables.open");
  });

  it("breaks off with an excuse when a function answers against the contract", async () => {
    const { worker, sandbox } = aStage();
    worker.intercept = ({ body }) => (body.name === "book_appointment" ? Response.json({ ok: true }) : undefined);
    const { events, result } = await play(sandbox, { language: "en" });
    expect(result).toMatchObject({ outcome: "failed", successful: false });
    expect(result.note).toContain("breaks the contract: say");
    expect(events.findLast((event) => event.type === "speech")?.text).toContain("I'm sorry");
    expect(worker.received.at(-1)?.body.call.call_analysis).toMatchObject({ user_sentiment: "Negative" });
  });

  it("can be told something while it goes on, and shows that it was", async () => {
    const { worker, sandbox } = aStage();
    const client = aClient(sandbox);
    worker.intercept = ({ body }) => {
      const call_control = { additional_context: "Help is on its way.", trigger_response: true };
      if (body.name === "take_message") void client.call.updateLive(body.call.call_id, { call_control });
      return undefined;
    };
    await play(sandbox, { scenario: "emergency" });
    const lines = worker.received.at(-1)?.body.call.transcript_with_tool_calls;
    expect(lines).toContainEqual(expect.objectContaining({ role: "injected", content: "Help is on its way." }));
  });

  it("can be stopped through Retell's API", async () => {
    const { worker, sandbox } = aStage();
    const client = aClient(sandbox);
    worker.intercept = ({ body }) => {
      if (body.name === "check_availability") void client.call.stop(body.call.call_id);
      return undefined;
    };
    await play(sandbox, {});
    expect(worker.received.at(-1)?.body.call.disconnection_reason).toBe("manual_stopped");
    expect(worker.events()).not.toContain("book_appointment");
  });
});
