import { readDemoFile } from "./demo-file.ts";

export type OperatorClient = { url: string; post<T>(path: string, body: object): Promise<T> };

/** Where and as whom: the options, else the environment, else the running demo. */
export function operatorClient(given: { url?: string | undefined }): OperatorClient {
  const demo = readDemoFile(".demo.json");
  const url = given.url ?? process.env.FRONTDESK_URL ?? demo?.baseUrl;
  const isDemo = url === demo?.baseUrl;
  const key = process.env.FRONTDESK_OPERATOR_KEY ?? (isDemo ? demo?.operatorApiKey : undefined);
  if (!url || !key) throw new Error("set FRONTDESK_URL and FRONTDESK_OPERATOR_KEY, or start the demo: npm start");
  return { url, post: (path, body) => post(`${url}/api/v1${path}`, key, body) };
}

async function post<T>(url: string, key: string, body: object): Promise<T> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text.slice(0, 500)}`);
  return JSON.parse(text) as T; // the caller names the route's answer
}
