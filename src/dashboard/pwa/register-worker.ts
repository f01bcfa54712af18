const WORKER_PATH = "/assets/app/service-worker.js";

type Policies = {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
};

/** Once the page has what it needs. Without a worker (an old browser, plain http) the dashboard needs a network. */
export async function registerWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(trusted(WORKER_PATH), { scope: "/app", updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
    active?.postMessage({ files: loadedFiles() });
  } catch {
    // Storage may be blocked, or full.
  }
}

/** The page's policy takes no text for a script's address, but for this one. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  return (
    trustedTypes?.createPolicy("frontdesk-worker", { createScriptURL: () => WORKER_PATH }).createScriptURL(url) ?? url
  );
}

/** Those that came before the worker did. */
function loadedFiles(): string[] {
  const entries = performance.getEntriesByType("resource");
  return entries.map(({ name }) => name).filter((name) => name.startsWith(`${location.origin}/assets/`));
}
