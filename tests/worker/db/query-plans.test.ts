import { and, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { beforeAll, describe, expect, it } from "vitest";
import { countApiKeys, listApiKeys } from "../../../src/db/queries/api-keys.ts";
import { deleteOldApiRequests, listApiFailures, listApiRequests } from "../../../src/db/queries/api-requests.ts";
