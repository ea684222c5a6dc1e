import { recordSchema } from "@backstory/model";
import { z } from "zod";

/** The published JSON Schema of a record: what a recorder may write as one line. */
export function recordSchemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(recordSchema, { io: "input", unrepresentable: "any" }), null, 2)}\n`;
}
