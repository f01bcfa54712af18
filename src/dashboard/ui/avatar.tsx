import { classNames } from "./class-names.ts";

/** Initials. Decoration beside a written name, so it is hidden from those who hear the page. */
export function Avatar({ name, accent = false }: { name: string; accent?: boolean }) {
  return (
    <span
      aria-hidden
      className={classNames(
        "grid shrink-0 place-items-center rounded-full font-semibold select-none",
        accent ? "size-8 bg-accent-soft text-xs text-accent-strong" : "size-7 bg-hover text-2xs text-ink-soft",
      )}
    >
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const [first = "", last = ""] = [words.at(0), words.length > 1 ? words.at(-1) : ""];
  return (first.charAt(0) + last.charAt(0)).toUpperCase();
}
