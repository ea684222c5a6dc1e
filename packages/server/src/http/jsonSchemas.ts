import {
  assignmentSchema,
  bugSchema,
  commentSchema,
  historyCellSchema,
  historyEntrySchema,
  listedAssignmentSchema,
  liveEventSchema,
  newTokenSchema,
  partAnswerSchema,
  problemSchema,
  projectSchema,
  resultDetailSchema,
  runDetailSchema,
  runResultSchema,
  runSchema,
  storageSchema,
  targetSchema,
  testAuditEntrySchema,
  testDetailSchema,
  testSchema,
  tokenSchema,
} from "@backstory/model";
import { z } from "zod";

/** A JSON Schema, version 2020-12. */
export type JsonSchema = Record<string, unknown>;

/** Schemas that an OpenAPI document refers to by name. */
export interface JsonSchemas {
  /** The JSON Schema of a zod schema, referring to the named ones among its parts. */
  of(schema: z.ZodType, io: "input" | "output"): JsonSchema;
  /** The named schemas that were referred to so far. */
  readonly components: Readonly<Record<string, JsonSchema>>;
}

const named = {
  Storage: storageSchema,
  ...{ Assignment: assignmentSchema, Bug: bugSchema, Comment: commentSchema, TestAuditEntry: testAuditEntrySchema },
  ...{ HistoryCell: historyCellSchema, ListedAssignment: listedAssignmentSchema },
  ...{ HistoryEntry: historyEntrySchema, LiveEvent: liveEventSchema, NewToken: newTokenSchema, Problem: problemSchema },
  ...{ PartAnswer: partAnswerSchema, Project: projectSchema, ResultDetail: resultDetailSchema, Run: runSchema },
  ...{ RunDetail: runDetailSchema, RunResult: runResultSchema, Target: targetSchema, Test: testSchema },
  ...{ TestDetail: testDetailSchema, Token: tokenSchema },
};

/** Turns zod schemas into JSON Schemas, those of the API's answers by their names. */
export function jsonSchemas(): JsonSchemas {
  const names = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) names.add(schema, { id });
  const components: Record<string, JsonSchema> = {};
  return {
    components,
    of(schema, io) {
      const whole = z.toJSONSchema(schema, { io, metadata: names, override: simplify }) as JsonSchema;
      const { $schema: _, $defs = {}, id: __, ...own } = whole;
      for (const [name, part] of Object.entries($defs as Record<string, JsonSchema>)) {
        const { id: ___, ...component } = referring(part);
        if (Object.hasOwn(named, name)) components[name] ??= component;
      }
      const name = names.get(schema)?.id;
      if (name === undefined) return referring(own);
      components[name] ??= referring(own);
      return { $ref: `#/components/schemas/${name}` };
    },
  };
}

/** Clients must bear fields that come later, and need no pattern for what has a format. */
function simplify({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if (jsonSchema["additionalProperties"] === false) delete jsonSchema["additionalProperties"];
  if (jsonSchema["format"] !== undefined) delete jsonSchema["pattern"];
}

/** The schema with its references led to the components; those to nameless recursive ones mean any JSON. */
function referring(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (_key, value) => {
    const reference: unknown = value?.$ref;
    if (typeof reference !== "string") return value;
    const name = reference.replace("#/$defs/", "");
    return Object.hasOwn(named, name) ? { $ref: `#/components/schemas/${name}` } : {};
  });
}
