import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../architecture/sourceFiles.ts";

test.each(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])("every path that %s names exists", (document) => {
  const text = readFileSync(join(root, document), "utf8");
  const paths = [...text.matchAll(/`((?:packages|python|test|docs|scripts|benchmarks|examples)\/[\w./-]+)`/g)];
  expect(paths.map(([, path = ""]) => path).filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
