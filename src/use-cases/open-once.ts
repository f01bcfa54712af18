/**
 * Opens what a directory entry holds once, for as long as the entry lives: a changed secret comes with a new entry. What
 * could not be opened is tried again.
 */
export function openOnce<Entry extends object, Opened>(open: (env: Env, entry: Entry) => Promise<Opened>) {
  const opened = new WeakMap<Entry, Promise<Opened>>();
  return function openKnown(env: Env, entry: Entry): Promise<Opened> {
    const known = opened.get(entry);
    if (known) return known;
    const opening = open(env, entry);
    opened.set(entry, opening);
    opening.catch(() => opened.delete(entry));
    return opening;
  };
}
