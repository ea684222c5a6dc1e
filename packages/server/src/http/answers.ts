import { problemSchema } from "@backstory/model";
import type { z } from "@hono/zod-openapi";

const problem = { "application/problem+json": { schema: problemSchema } };

/** The answer of every route that does not go well. */
export const orProblem = { default: { description: "A problem document (RFC 9457)", content: problem } } as const;

/** The answers of a route: JSON of one schema with status 200, or a problem. */
export function answers<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 200: { description, content: { "application/json": { schema } } }, ...orProblem } as const;
}
