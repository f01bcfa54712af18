/** Whether a sandbox plays the vendors: the server marks the page then. */
export function isSandboxed(): boolean {
  return document.documentElement.dataset["sandbox"] !== undefined;
}
