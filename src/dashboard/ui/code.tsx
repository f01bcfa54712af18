import { CopyButton } from "./copy-button.tsx";

/** Something to be copied: an id, a key, an address. `what` names it for the button. */
export function Code({ text, what }: { text: string; what: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code className="min-w-0 rounded-md bg-sunken px-2 py-1 font-mono text-xs break-all text-ink">{text}</code>
      <CopyButton text={text} what={what} />
    </span>
  );
}
