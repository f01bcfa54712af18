import { expect, it } from "vitest";
import { beginShowing, notify, toasts } from "../../../src/dashboard/ui/toast.ts";

/** As the toaster does, once it is loaded. */
function listen(): { titles: string[]; stop: () => void } {
  const titles: string[] = [];
  const stop = toasts[" subscribe"](({ options }) => titles.push(String(options.title)));
  return { titles, stop };
}

it("shows what was said before the toaster was there, the newest three, once", () => {
  for (const title of ["one", "two", "three", "four"]) notify({ title });

  const { titles, stop } = listen();
  const end = beginShowing();
  notify({ title: "five" });
  end();
  beginShowing()();
  stop();

  expect(titles).toEqual(["two", "three", "four", "five"]);
});
