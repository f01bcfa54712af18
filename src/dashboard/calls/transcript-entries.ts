import type { TranscriptLine } from "../../contracts/calls.ts";

export type Speaker = Extract<TranscriptLine, { kind: "speech" }>["speaker"];
export type FunctionEntry = {
  kind: "function";
  toolCallId: string;
  name: string;
  args: { name: string; value: string }[];
  /** Null while the answer is awaited. */
  answer: { ok: boolean | null; say: string | null } | null;
};
export type SpeechEntry = {
  kind: "speech";
  speaker: Speaker;
  texts: string[];
  /** Within the recording, where the provider told. */
  fromMs?: number | undefined;
};
export type TranscriptEntry = SpeechEntry | FunctionEntry;

/** Speech of one speaker in a row becomes one entry; a function call and its result become one card. */
export function transcriptEntries(lines: TranscriptLine[]): TranscriptEntry[] {
  const results = new Map<string, string>();
  for (const line of lines) if (line.kind === "function_result") results.set(line.toolCallId, line.content);

  const entries: TranscriptEntry[] = [];
  for (const line of lines) {
    const previous = entries.at(-1);
    if (line.kind === "speech") {
      if (previous?.kind === "speech" && previous.speaker === line.speaker) previous.texts.push(line.text);
      else entries.push({ kind: "speech", speaker: line.speaker, texts: [line.text], fromMs: line.fromMs });
    }
    if (line.kind === "function_call") entries.push(toFunctionEntry(line, results.get(line.toolCallId)));
  }
  return entries;
}

function toFunctionEntry(
  line: Extract<TranscriptLine, { kind: "function_call" }>,
  result: string | undefined,
): FunctionEntry {
  const { toolCallId, name } = line;
  return { kind: "function", toolCallId, name, args: readArgs(line.arguments), answer: readAnswer(result) };
}

function readArgs(json: string): FunctionEntry["args"] {
  const parsed = parseJson(json);
  if (!isRecord(parsed)) return json.trim() === "" ? [] : [{ name: "", value: json }];
  return Object.entries(parsed)
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => ({ name, value: typeof value === "string" ? value : JSON.stringify(value) }));
}

function readAnswer(content: string | undefined): FunctionEntry["answer"] {
  if (content === undefined) return null;
  const parsed = parseJson(content);
  if (!isRecord(parsed)) return { ok: null, say: content };
  const { ok, say } = parsed;
  return { ok: typeof ok === "boolean" ? ok : null, say: typeof say === "string" ? say : null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // models write what they like
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
