const CODE = /^[a-z]+(?:_[a-z]+)*$/;

/** One field for both: codes of errors are words, ids of requests have digits. */
export function requestSought(q: string): { requestId?: string; code?: string } {
  if (q === "") return {};
  return CODE.test(q) ? { code: q.slice(0, 60) } : { requestId: q.slice(0, 64) };
}
