import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recordedExamples } from "../../scripts/docs/recorders/recordedExamples.ts";
import { recordersPage } from "../../scripts/docs/recorders/recordersPage.ts";
import { root } from "../architecture/sourceFiles.ts";

test("docs/recorders.md says what each recorder keeps of its example; 'npm run docs' writes it anew", async () => {
  expect(recordersPage(await recordedExamples())).toBe(readFileSync(join(root, "docs/recorders.md"), "utf8"));
}, 300_000);
