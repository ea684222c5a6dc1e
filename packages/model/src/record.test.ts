import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { recordSchema } from "./record.ts";

const result = {
  kind: "result",
  resultId: "1",
  suite: "tests.test_cart",
  name: "test_adds",
  status: "passed",
  startedAt: "2026-11-21T19:46:57.123Z",
  durationMs: 1.5,
};

describe("a record", () => {
  test("keeps keys that are not known", () => {
    expect(recordSchema.parse({ ...result, retries: { left: 2 } })).toMatchObject({ retries: { left: 2 }, attempt: 1 });
  });

  test.each([
    ["an unknown kind", { kind: "verdict" }],
    ["no status", { ...result, status: undefined }],
    ["an unknown status", { ...result, status: "xfailed" }],
    ["a negative duration", { ...result, durationMs: -1 }],
    ["a local time", { ...result, startedAt: "2026-11-21T19:46:57.123" }],
    ["an empty name", { ...result, name: "" }],
    ["attempt 0", { ...result, attempt: 0 }],
    ["a name that is too long", { ...result, name: "x".repeat(5_000) }],
    ["too many labels", { ...result, labels: Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [i, []])) }],
  ])("with %s is refused", (_, record) => {
    expect(recordSchema.safeParse(record).success).toBe(false);
  });
});

describe("the published JSON Schema", () => {
  const published = JSON.parse(readFileSync(new URL("../schema/records-1.schema.json", import.meta.url), "utf8"));

  test("accepts and refuses as the code does", () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(published);
    expect(validate(result)).toBe(true);
    expect(validate({ ...result, status: "xfailed" })).toBe(false);
  });
});
