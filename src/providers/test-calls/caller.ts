import * as z from "zod";

const TIMEOUT_MS = 10_000;

const scenarioList = z.object({
  scenarios: z
    .array(z.object({ id: z.string(), title: z.object({ de: z.string(), en: z.string() }), summary: z.string() }))
    .max(100),
});
export type TestScenario = z.infer<typeof scenarioList>["scenarios"][number];
/** `webCall`: one that is open already and waits for a browser. */
export type TestCallOrder = { scenario: string; language: "de" | "en"; vendor?: string; webCall?: string };

/** The sandbox plays vendors and callers in development. Both throw when it does not answer. */
export function createTestCalls(baseUrl: string) {
  return {
    async scenarios(): Promise<TestScenario[]> {
      const answer = await fetch(`${baseUrl}/control/scenarios`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      return scenarioList.parse(await answer.json()).scenarios;
    },

    /** False when the sandbox refuses the call. One that has begun goes on by itself. */
    async place(order: TestCallOrder): Promise<boolean> {
      const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(order) };
      const answer = await fetch(`${baseUrl}/control/calls`, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
      await answer.body?.cancel();
      return answer.ok;
    },
  };
}
