import { playNetwork } from "./network.ts";

export type ReceivedWebhook = { url: string; headers: Record<string, string>; body: string; redirect: string };
export type Answering = (webhook: ReceivedWebhook, attempt: number) => Response | Promise<Response>;

/** Plays customers' systems at the network: every request that leaves the Worker ends here. */
export function aReceiver(answer: Answering = () => new Response(null, { status: 204 })) {
  const received: ReceivedWebhook[] = [];
  playNetwork(async (input, init) => {
    const request = new Request(input, init);
    const webhook = {
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
      redirect: request.redirect,
    };
    received.push(webhook);
    return answer(webhook, received.length);
  });
  return received;
}

/** Answers when the request is given up, as a hanging server does. */
export function hang(): Promise<Response> {
  return new Promise(() => {});
}
