import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useChange } from "../api/use-change.ts";
import { notify } from "../ui/toast.ts";

type Edit<Input, Answer> = {
  run: (input: Input) => Promise<Answer>;
  onDone?: (answer: Answer) => void;
  /** Said when it is done; "Saved" unless told otherwise, nothing for null. */
  said?: ((answer: Answer) => string) | null;
  /** What it outdates; the catalogue unless told otherwise. */
  stale?: string[][];
};

/** Hours and services decide what is free, so all that shows free time is asked for anew. */
const CATALOGUE = [["catalogue"], ["calendar"], ["availability"]];

/** A change that says what it did, and has all that shows it asked for anew. */
export function useEdit<Input, Answer>({ run, onDone, said, stale = CATALOGUE }: Edit<Input, Answer>) {
  const t = useTranslations("common");
  const client = useQueryClient();
  return useChange<Input, Answer>({
    run,
    onDone: (answer) => {
      for (const queryKey of stale) void client.invalidateQueries({ queryKey });
      if (said !== null) notify({ title: said ? said(answer) : t("saved") });
      onDone?.(answer);
    },
  });
}
