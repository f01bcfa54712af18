import type { Context } from "hono";

const CODES: Record<number, string> = {
  400: "BadRequestException",
  401: "UnauthorizedException",
  403: "ForbiddenException",
  404: "NotFoundException",
  429: "ThrottlerException",
};

/** Cal.com's own words for a slot that is not free, with status 400. */
export const TAKEN = "User either already has booking at this time or is not available";

export function refuse(status: number, message: string): Response {
  const code = CODES[status] ?? (status >= 500 ? "InternalServerErrorException" : "HttpException");
  const error = { code, message, details: { message, error: code, statusCode: status } };
  return Response.json({ status: "error", timestamp: new Date().toISOString(), error }, { status });
}

export function succeed(c: Context, data: unknown, status: 200 | 201 = 200, more: object = {}): Response {
  return c.json({ status: "success", data, ...more }, status);
}
