import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { root, sourceFiles } from "../architecture/sourceFiles.ts";

const documents = sourceFiles(".", [".md"]).filter(({ path }) => !path.startsWith("."));

const links = documents.flatMap(({ path, text }) =>
  [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)/g)].map(([, link = ""]) => ({ path, link })),
);

test("the documents link to each other", () => {
  expect(links.length).toBeGreaterThan(3);
});

test("every link of a document leads to a file that exists", () => {
  expect(links.filter(({ path, link }) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
});
