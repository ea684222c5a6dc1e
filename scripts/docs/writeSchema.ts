import { writeFileSync } from "node:fs";
import { z } from "zod";
import { recordSchema } from "@backstory/model";

const schema = z.toJSONSchema(recordSchema, { io: "input", unrepresentable: "any" });
writeFileSync(
  new URL("../../packages/model/schema/records-1.schema.json", import.meta.url),
  `${JSON.stringify(schema, null, 2)}\n`,
);
