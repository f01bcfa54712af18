/** An error as Google's calendar tells it. */
export function refuse(status: number, message: string, reason = message): Response {
  return Response.json(
    { error: { code: status, message, errors: [{ domain: "global", reason, message }] } },
    { status },
  );
}
