import { type ComponentType, lazy, Suspense } from "react";

/** A part whose code is fetched when it is first shown: dialogs, which most visits to a page never open. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Part = lazy(async () => ({ default: await load() }));
  return function Later(props: Props) {
    return (
      <Suspense>
        <Part {...props} />
      </Suspense>
    );
  };
}
