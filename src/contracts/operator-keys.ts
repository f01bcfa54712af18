import * as z from "zod";
import { operatorPermissions } from "../domain/identity/permissions.ts";
import { operatorId } from "../domain/ids.ts";
import { apiKeyBody, apiKeyView } from "./api-keys.ts";

/** A key of the platform. */
export const operatorKeyView = apiKeyView.extend({ createdBy: operatorId.nullable() }).meta({ id: "OperatorKey" });
export type OperatorKeyView = z.infer<typeof operatorKeyView>;

/** `secret` is shown here and never again. */
export const newOperatorKeyView = operatorKeyView.extend({ secret: z.string() }).meta({ id: "NewOperatorKey" });
export type NewOperatorKeyView = z.infer<typeof newOperatorKeyView>;

export const operatorKeyBody = apiKeyBody.extend({
  scopes: z.array(z.enum(operatorPermissions)).min(1).max(operatorPermissions.length),
});
export type OperatorKeyBody = z.infer<typeof operatorKeyBody>;
