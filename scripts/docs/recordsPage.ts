import { recordSchema } from "@backstory/model";
import { z } from "zod";

interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly maxLength?: number;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly oneOf?: readonly JsonSchema[];
}

const introduction = `# Records, version 1

What a recorder writes to its spool and posts to the server: NDJSON, one JSON object a line, media type
\`application/x-ndjson\`. The first line is a \`submission\`, the last an \`end\`; results, events, attachments and errors
stand between them in the order in which they happened. Keys that are not listed are kept. The same as a
[JSON Schema](../../packages/model/schema/records-1.schema.json).

Times are ISO 8601 in UTC with milliseconds (\`2026-11-21T19:46:57.123Z\`). Lengths of texts are in UTF-16 code units.
`;

/** The reference page of the record format, a table a kind. */
export function recordsPage(): string {
  const { oneOf = [] } = z.toJSONSchema(recordSchema, { io: "input", unrepresentable: "any" }) as JsonSchema;
  return [introduction, ...oneOf.map(section)].join("\n");
}

function section({ properties = {}, required = [] }: JsonSchema): string {
  const rows = Object.entries(properties)
    .filter(([name]) => name !== "kind")
    .map(([name, schema]) => `| \`${name}\` | ${kindOf(schema)} | ${necessity(schema, required.includes(name))} |`);
  return [`## ${String(properties["kind"]?.const)}`, "", "| field | type | |", "|---|---|---|", ...rows, ""].join("\n");
}

function necessity(schema: JsonSchema, required: boolean): string {
  if (required) return "required";
  return schema.default === undefined ? "" : `default \`${JSON.stringify(schema.default)}\``;
}

function kindOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (schema.format === "date-time") return "time";
  if (schema.type === "string") return schema.maxLength === undefined ? "text" : `text, at most ${schema.maxLength}`;
  if (schema.type === "array") return `list of ${kindOf(schema.items ?? {})}`;
  if (schema.type === "object") return objectKind(schema);
  return schema.type ?? "any JSON";
}

function objectKind({ properties, additionalProperties }: JsonSchema): string {
  if (properties !== undefined)
    return `object: ${Object.keys(properties)
      .map((name) => `\`${name}\``)
      .join(", ")}`;
  return typeof additionalProperties === "object" ? `map to ${kindOf(additionalProperties)}` : "object";
}
