import { ImportCallsButton } from "./import-calls-button.tsx";
import { TestCallButton } from "./test-call-button.tsx";

/** What the list of calls can do besides showing them: loaded behind it, for few need it at once. */
export function CallsActions() {
  return (
    <>
      <TestCallButton />
      <ImportCallsButton />
    </>
  );
}
