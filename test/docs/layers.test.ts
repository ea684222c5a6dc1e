import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { layers } from "../architecture/layers.ts";
import { root } from "../architecture/sourceFiles.ts";

test("ARCHITECTURE's table has the layers that the boundary test holds, with the same leave for Node's modules", () => {
  const text = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
  const rows = [...text.matchAll(/^\| `(packages\/[\w/]+)`[^|]* \|[^|]*\| (yes|no) \|$/gm)];
  const listed = rows.map(([, layer, node]) => `${layer} ${node}`);
  expect(listed.toSorted()).toEqual(layers.map(({ layer, node }) => `${layer} ${node ? "yes" : "no"}`).toSorted());
});
