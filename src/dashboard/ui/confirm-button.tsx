import { type ReactElement, useState } from "react";
import { useEdit } from "../catalogue/use-edit.ts";
import { ConfirmDialog } from "./dialog.tsx";
import { Refusal } from "./refusal.tsx";

type ConfirmButtonProps<Answer> = {
  /** Made by the caller, so that it looks like its neighbours. */
  renderButton: (open: () => void) => ReactElement;
  title: string;
  effect: string;
  act: string;
  /** For what cannot be taken back: the word to type first. */
  typed?: string;
  run: () => Promise<Answer>;
  said: string;
  stale: string[][];
  known?: Record<string, string>;
  onDone?: () => void;
};

/** A button for what is hard to take back: it says first what will happen. */
export function ConfirmButton<Answer>(props: ConfirmButtonProps<Answer>) {
  const { renderButton, title, effect, act, typed, run, said, stale, known = {}, onDone } = props;
  const [isAsking, setAsking] = useState(false);
  const running = useEdit<"go", Answer>({
    run,
    stale,
    said: () => said,
    onDone: () => {
      setAsking(false);
      onDone?.();
    },
  });
  return (
    <>
      {renderButton(() => setAsking(true))}
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={title}
        effect={effect}
        act={act}
        {...(typed === undefined ? {} : { typed })}
        pending={running.isPending}
        onConfirm={() => running.send("go")}
        error={<Refusal error={running.error} known={known} />}
      />
    </>
  );
}
