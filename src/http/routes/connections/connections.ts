import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import {
  connectionApiKey,
  connectionBody,
  connectionPatch,
  connectionSecret,
  connectionView,
} from "../../../contracts/connections.ts";
import { pageOfList } from "../../../db/queries/page.ts";
import {
  changeConnection,
  createConnection,
  deleteConnection,
  replaceSecret,
  setApiKey,
} from "../../../use-cases/connections/change-connections.ts";
import { findConnectionView, listConnectionViews } from "../../../use-cases/connections/view-connections.ts";
import {
  body,
  clerkOf,
  commonRefusals,
  createApi,
  cursorQuery,
  json,
  notFound,
  paged,
  tenantActor,
} from "../../api.ts";
import { problemResponse } from "../../problem.ts";
import { conflict, connectionProblem, credentials, one, reading, shown, writing } from "./definitions.ts";

const list = createRoute({
  method: "get",
  path: "/connections",
  summary: "Connections to vendors, oldest first",
  ...reading,
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(connectionView), "A page, without credentials."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/connections/{connectionId}",
  summary: "One connection",
  ...reading,
  request: { params: one },
  responses: shown,
});

const create = createRoute({
  method: "post",
  path: "/connections",
  summary: "Connect a vendor's account",
  description: "The credential is sealed and never shown again. Enter the answer's `webhooks` at the vendor.",
  ...credentials,
  request: { body: body(connectionBody) },
  responses: { 201: json(connectionView, "The connection."), ...conflict, ...commonRefusals },
});

const change = createRoute({
  method: "patch",
  path: "/connections/{connectionId}",
  summary: "Rename, disable or enable a connection",
  description: "Webhooks of a disabled connection are refused like those of an unknown one.",
  ...writing,
  request: { params: one, body: body(connectionPatch) },
  responses: shown,
});

const secret = createRoute({
  method: "put",
  path: "/connections/{connectionId}/secret",
  summary: "Replace the credential",
  ...credentials,
  request: { params: one, body: body(connectionSecret) },
  responses: { ...shown, ...conflict },
});

const apiKey = createRoute({
  method: "put",
  path: "/connections/{connectionId}/api-key",
  summary: "Set the key for the vendor's API",
  description: "For Vapi, whose webhooks prove themselves by another credential. Sealed, and never shown again.",
  ...credentials,
  request: { params: one, body: body(connectionApiKey) },
  responses: { ...shown, ...conflict },
});

const remove = createRoute({
  method: "delete",
  path: "/connections/{connectionId}",
  summary: "Delete a connection, with its numbers",
  description: "Calls and events that came by it stay.",
  ...writing,
  request: { params: one },
  responses: { 204: { description: "It is gone." }, ...commonRefusals },
});

export const connectionRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor, limit } = c.req.valid("query");
    const all = await listConnectionViews(c.env, tenantActor(c).tenantId);
    return c.json(pageOfList(all, { cursor: cursor ?? null, limit }), 200);
  })
  .openapi(show, async (c) => {
    const found = await findConnectionView(c.env, tenantActor(c).tenantId, c.req.valid("param").connectionId);
    return found ? c.json(found, 200) : notFound(c, "connection");
  })
  .openapi(create, async (c) => {
    const made = await createConnection(clerkOf(c), c.req.valid("json"));
    if (!made.ok) return problemResponse(c, connectionProblem(made.error));
    const view = await findConnectionView(c.env, tenantActor(c).tenantId, made.value);
    return view ? c.json(view, 201) : notFound(c, "connection");
  })
  .openapi(change, async (c) => {
    const changed = await changeConnection(clerkOf(c), c.req.valid("param").connectionId, c.req.valid("json"));
    if (!changed.ok) return problemResponse(c, connectionProblem(changed.error));
    const view = await findConnectionView(c.env, tenantActor(c).tenantId, changed.value);
    return view ? c.json(view, 200) : notFound(c, "connection");
  })
  .openapi(secret, async (c) => {
    const replaced = await replaceSecret(clerkOf(c), c.req.valid("param").connectionId, c.req.valid("json"));
    if (!replaced.ok) return problemResponse(c, connectionProblem(replaced.error));
    const view = await findConnectionView(c.env, tenantActor(c).tenantId, replaced.value);
    return view ? c.json(view, 200) : notFound(c, "connection");
  })
  .openapi(apiKey, async (c) => {
    const set = await setApiKey(clerkOf(c), c.req.valid("param").connectionId, c.req.valid("json"));
    if (!set.ok) return problemResponse(c, connectionProblem(set.error));
    const view = await findConnectionView(c.env, tenantActor(c).tenantId, set.value);
    return view ? c.json(view, 200) : notFound(c, "connection");
  })
  .openapi(remove, async (c) => {
    const gone = await deleteConnection(clerkOf(c), c.req.valid("param").connectionId);
    return gone.ok ? c.body(null, 204) : problemResponse(c, connectionProblem(gone.error));
  });
