import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../architecture/sourceFiles.ts";

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
const contributing = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");

test("CONTRIBUTING lists exactly the scripts that there are", () => {
  const listed = [...contributing.matchAll(/^\| `npm (?:run )?(\w+)` \|/gm)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual(Object.keys(scripts).toSorted());
});
