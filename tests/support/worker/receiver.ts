import { nobodyListens, playNetwork } from "./network.ts";

export type ReceivedWebhook = { url: string; headers: Record<string, string>; body: string; redirect: string };
export type Answering = (webhook: ReceivedWebhook, attempt: number) => Response | Promise<Response>;

let receivers = 0;
const domain = () => `.receiver-${receivers}.example.org`;

/** A host of the receiver that was made last: what endpoints of earlier tests are still owed goes to theirs. */
export const receiverUrl = (name = "shop") => `https://${name}${domain()}/`;

/** Plays customers' systems at the network: every request that leaves the Worker ends here, but those to earlier receivers. */
export function aReceiver(answer: Answering = () => new Response(null, { status: 204 })) {
  receivers++;
  const own = domain();
  const isEarlier = ({ host }: URL) => /\.receiver-\d+\.example\.org$/.test(host) && !host.endsWith(own);
  const received: ReceivedWebhook[] = [];
  playNetwork(
    async (input, init) => {
      const request = new Request(input, init);
      const webhook = {
        url: request.url,
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
        redirect: request.redirect,
      };
      received.push(webhook);
      return answer(webhook, received.length);
    },
    (url) => !isEarlier(url) && !nobodyListens(url),
  );
  return received;
}

/** Answers when the request is given up, as a hanging server does. */
export function hang(): Promise<Response> {
  return new Promise(() => {});
}
