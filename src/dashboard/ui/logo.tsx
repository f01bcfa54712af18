/** The bell on the desk. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="8.5" className="fill-accent" />
      <g className="fill-on-accent">
        <circle cx="16" cy="8.2" r="1.9" />
        <path d="M6.5 20.5a9.5 9.5 0 0 1 19 0z" />
        <rect x="5.5" y="22.4" width="21" height="2.6" rx="1.3" />
      </g>
    </svg>
  );
}
