/** The parts of an OpenAPI 3.1 document that we add to. Whatever else the generator writes passes through. */
export type ApiDocument = {
  openapi: string;
  info: object;
  servers?: object[];
  tags?: { name: string; description: string }[];
  components: {
    schemas: Record<string, JsonSchema>;
    responses?: Record<string, ResponseObject>;
    securitySchemes?: Record<string, object>;
  };
  paths: Record<string, Record<string, Operation>>;
  /** What we send: by event type, not by path. */
  webhooks?: Record<string, Record<string, Operation>>;
};

export type Operation = {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, ResponseObject | Reference>;
};

export type Parameter = {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required?: boolean;
  description?: string;
  schema: JsonSchema;
  example?: unknown;
};

export type Reference = { $ref: string };
export type Content = Record<string, { schema: JsonSchema; example?: unknown; examples?: Record<string, object> }>;
export type ResponseObject = { description: string; headers?: Record<string, object>; content?: Content };

export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  propertyNames?: JsonSchema;
  items?: JsonSchema;
  allOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  not?: JsonSchema;
  description?: string;
  default?: unknown;
};
