import { Card } from "../ui/page.tsx";

const SURFACES = [
  ["canvas", "bg-canvas"],
  ["surface", "bg-surface"],
  ["raised", "bg-raised"],
  ["sunken", "bg-sunken"],
  ["hover", "bg-hover"],
] as const;
const TONES = [
  ["accent", "bg-accent-soft text-accent-strong"],
  ["good", "bg-good-soft text-good"],
  ["warn", "bg-warn-soft text-warn"],
  ["bad", "bg-bad-soft text-bad"],
] as const;
const TYPE = [
  ["text-2xl font-semibold", "Page title, 24"],
  ["text-xl font-semibold", "Dialog title, 20"],
  ["text-lg font-semibold", "Lead, 16"],
  ["text-base", "Body, 14"],
  ["text-sm text-ink-soft", "Controls and tables, 13"],
  ["text-xs text-ink-faint", "Notes, 12"],
  ["text-2xs text-ink-faint", "Labels, 11"],
] as const;

export function KitColours() {
  return (
    <Card title="Colour and type">
      <ul className="grid grid-cols-5 gap-2">
        {SURFACES.map(([name, look]) => (
          <li key={name} className={`${look} rounded-md border border-line px-1 py-4 text-center text-2xs`}>
            {name}
          </li>
        ))}
      </ul>
      <ul className="mt-2 grid grid-cols-4 gap-2">
        {TONES.map(([name, look]) => (
          <li key={name} className={`${look} rounded-md px-1 py-3 text-center text-2xs font-medium`}>
            {name}
          </li>
        ))}
      </ul>
      <ul className="mt-4 flex flex-col gap-1">
        {TYPE.map(([look, text]) => (
          <li key={text} className={look}>
            {text}
          </li>
        ))}
      </ul>
    </Card>
  );
}
