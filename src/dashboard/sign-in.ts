/** The script of the server-rendered sign-in pages: passkeys and printing. The pages work without it. */
import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
} from "@simplewebauthn/browser";

for (const box of document.querySelectorAll<HTMLElement>("[data-passkey]")) {
  if (browserSupportsWebAuthn()) offerPasskey(box);
}
for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

function offerPasskey(box: HTMLElement): void {
  const button = box.querySelector("button");
  const complaint = box.querySelector<HTMLElement>("[data-passkey-error]");
  if (!button || !complaint) return;
  box.hidden = false;
  button.addEventListener("click", () => {
    complaint.hidden = true;
    button.disabled = true;
    void goOn(box, () => {
      button.disabled = false;
      complaint.hidden = false;
    });
  });
}

async function goOn(box: HTMLElement, complain: () => void): Promise<void> {
  try {
    location.assign(await signIn(box.dataset["passkey"] ?? "", box.dataset["next"] ?? ""));
  } catch {
    complain();
  }
}

/** Where to go once the passkey was accepted. */
async function signIn(purpose: string, next: string): Promise<string> {
  const path = `/login/passkey/${purpose}`;
  const optionsJSON = await post<PublicKeyCredentialRequestOptionsJSON>(`${path}/options`, {});
  const response = await startAuthentication({ optionsJSON });
  return (await post<{ next: string }>(path, { response, next })).next;
}

async function post<T>(path: string, body: unknown): Promise<T> {
  const init = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, init);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T; // our own server, built with this script
}
