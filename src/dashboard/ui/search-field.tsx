import { Field as Base } from "@base-ui/react/field";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { TextInput } from "./field.tsx";

const PAUSE_MS = 250;

type SearchFieldProps = { label: string; value: string; onSearch: (text: string) => void };

/** Searches once the typing pauses. Follows a value that comes from elsewhere, such as Back. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const [sent, setSent] = useState(value);
  if (value !== known) {
    setKnown(value);
    if (value !== sent) setText(value); // else it is one's own, and typing may have gone on
  }
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => {
      setSent(text.trim());
      onSearch(text.trim());
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <Base.Root className="relative max-w-108">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-faint"
      />
      <TextInput
        type="search"
        aria-label={label}
        placeholder={label}
        className="pl-9 text-ellipsis"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </Base.Root>
  );
}
