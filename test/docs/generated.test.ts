import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generated } from "../../scripts/docs/generated.ts";
import { root } from "../architecture/sourceFiles.ts";

test.each(Object.keys(generated))("%s is what the code says; 'npm run docs' writes it anew", (path) => {
  expect(readFileSync(join(root, path), "utf8")).toBe(generated[path]?.());
});
