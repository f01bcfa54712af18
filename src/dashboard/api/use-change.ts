import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { confirmed } from "../step-up/confirmations.ts";
import { ApiError } from "./api-error.ts";
import { newRequestId } from "./client.ts";

type Change<Input, Answer> = {
  run: (input: Input, key: string) => Promise<Answer>;
  onDone?: (answer: Answer, input: Input) => void;
  onRefused?: (error: unknown, input: Input) => void;
};

/**
 * A change that is sent once: pressed again while it runs it is ignored, and after an answer that got lost it is sent
 * with the key it had, so that it is carried out once. Where the server wants to know first who asks, the page asks.
 */
export function useChange<Input, Answer>({ run, onDone, onRefused }: Change<Input, Answer>) {
  const tried = useRef({ input: "", key: "" });
  const mutation = useMutation({
    // Offline it says so at once, where waiting would change something that has changed since.
    networkMode: "always",
    mutationFn: ({ input, key }: { input: Input; key: string }) => confirmed(() => run(input, key)),
    onSuccess: (answer, { input }) => {
      tried.current = { input: "", key: "" };
      onDone?.(answer, input);
    },
    onError: (error, { input }) => onRefused?.(error, input),
  });
  const send = (input: Input) => {
    if (mutation.isPending) return;
    const text = JSON.stringify(input) ?? "";
    const isRepeated = tried.current.input === text && isUnanswered(mutation.error);
    tried.current = { input: text, key: isRepeated ? tried.current.key : newRequestId() };
    mutation.mutate({ input, key: tried.current.key });
  };
  return { send, isPending: mutation.isPending, error: mutation.error, answer: mutation.data, reset: mutation.reset };
}

function isUnanswered(error: unknown): boolean {
  return error instanceof ApiError && error.status === 0;
}
