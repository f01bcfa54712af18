import type { DemoFile } from "../../../scripts/demo-file.ts";

export type CallOrder = {
  scenario: string;
  language: "de" | "en";
  pace: number;
  seed: number;
  service?: string;
  vendor?: "retell" | "vapi";
};
export type CallEnd = {
  type: "done";
  callId: string;
  outcome: string;
  successful: boolean;
  appointment?: { appointmentId: string; startsAt: string };
};

/** Lets the sandbox place a call and waits for its end. */
export async function placeCall(demo: DemoFile, order: CallOrder): Promise<CallEnd> {
  const answer = await fetch(`${demo.sandboxUrl}/control/calls`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(order),
  });
  if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}: ${await answer.text()}`);
  const lines = (await answer.text()).trim().split("\n");
  return JSON.parse(lines.at(-1) ?? "") as CallEnd; // the stream's last event is "done"
}

/** Asks the API as the demo's owner of keys. */
export async function askApi<T>(demo: DemoFile, path: string, body?: object): Promise<T> {
  const headers = { authorization: `Bearer ${demo.tenantApiKey}`, "content-type": "application/json" };
  const sent = body ? { method: "POST", body: JSON.stringify(body) } : {};
  const answer = await fetch(`${demo.baseUrl}/api/v1${path}`, { headers, ...sent });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
