import { ZoneNote } from "./zone-note.tsx";

/** Heads the calls and the activity where they are a page of their own. */
export function ViewHeader({ title }: { title: string }) {
  return (
    <header className="px-4 pt-5 pb-1">
      <h1 className="text-2xl font-semibold">{title}</h1>
      <p className="mt-1 text-sm text-ink-faint">
        <ZoneNote />
      </p>
    </header>
  );
}
