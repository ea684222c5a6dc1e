import { createApp } from "../../packages/server/src/http/app.ts";
import type { Services } from "../../packages/server/src/http/environment.ts";
import { openApiDocument } from "../../packages/server/src/http/openApi.ts";

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

interface Operation {
  readonly summary: string;
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: Schema }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

/** The reference of the HTTP API, from the same declarations that check its requests. */
export function apiPage(): string {
  const app = createApp({ store: {} } as Services, { webFiles: new Map(), port: () => 0 });
  const { paths } = openApiDocument(app) as { paths: Record<string, Record<string, Operation>> };
  const sections = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => sectionOf(`${method.toUpperCase()} ${path}`, operation)),
  );
  return [
    "# The HTTP API",
    "",
    "`/api/v1/openapi.json` says the same for machines, with every schema. What goes wrong is a problem document with a code of",
    "the [catalogue](errors.md). Lists answer `{items, nextCursor}`; pass `nextCursor` on as `cursor` for the next page, which",
    "stays right while results arrive. Records and attachments take `Authorization: Bearer <ingest token>`; without a token",
    "they go to the project and target that the submission names.",
    ...sections,
    "",
  ].join("\n");
}

function sectionOf(title: string, { summary, parameters, requestBody, responses }: Operation): string[] {
  const body = Object.keys(requestBody?.content ?? {}).map((type) => `Body: \`${type}\`.`);
  const answers = Object.entries(responses)
    .filter(([status]) => status !== "default")
    .map(([status, { description, content }]) => `Answers ${status}: ${description}${schemaInWords(content)}.`);
  const rows = parameters.map(
    ({ name, in: place, required, schema }) => `| \`${name}\` | ${place} | ${limitsInWords(schema, required)} |`,
  );
  const table = rows.length === 0 ? [] : ["", "| parameter | in | |", "|---|---|---|", ...rows];
  return ["", `## ${title}`, "", `${summary}. ${[...body, ...answers].join(" ")}`, ...table];
}

function schemaInWords(content: Content | undefined): string {
  const schema = content?.["application/json"]?.schema;
  const items = schema?.properties?.["items"]?.items;
  const name = nameOf(items) ?? nameOf(schema);
  if (name === undefined) return "";
  return items === undefined ? ` (\`${name}\`)` : ` (a page of \`${name}\`)`;
}

function nameOf(schema: Schema | undefined): string | undefined {
  return schema?.$ref?.split("/").at(-1);
}

function limitsInWords({ enum: words, type, minimum, maximum, default: usual }: Schema, required: boolean): string {
  const limits = type === "integer" ? `a whole number from ${minimum} to ${maximum}` : (words?.join(", ") ?? "text");
  if (usual !== undefined) return `${limits}; ${String(usual)} when left out`;
  return required ? limits : `${limits}; may be left out`;
}
