import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { layers } from "./layers.ts";
import { sourceFiles } from "./sourceFiles.ts";

const packageFolders: Readonly<Record<string, string>> = {
  "@backstory/model": "packages/model/src",
  "@backstory/formats": "packages/formats/src",
  "@backstory/server": "packages/server/src",
  backstory: "packages/client/src",
};

interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const importPattern =
  /^(?:import|export)\s+(?<type>type\s)?[^;'"]*?from\s+"(?<from>[^"]+)"|\bimport\("(?<lazy>[^"]+)"\)/gm;

const imports: Import[] = sourceFiles("packages", [".ts", ".tsx"])
  .filter(({ path }) => path.includes("/src/") && !/\.test\.tsx?$|\/testing\//.test(path))
  .flatMap(({ path, text }) =>
    [...text.matchAll(importPattern)].map((match) => ({
      from: path,
      specifier: match.groups?.["from"] ?? match.groups?.["lazy"] ?? "",
      typeOnly: match.groups?.["type"] !== undefined,
    })),
  );

function layerOf(path: string) {
  return layers.find(({ layer }) => path === layer || path.startsWith(`${layer}/`));
}

function targetOf({ from, specifier }: Import): string | undefined {
  if (specifier.startsWith(".")) return normalize(join(dirname(from), specifier)).replaceAll("\\", "/");
  const name = Object.keys(packageFolders).find((key) => specifier === key || specifier.startsWith(`${key}/`));
  return name === undefined ? undefined : packageFolders[name];
}

test("the imports of the project were found", () => {
  expect(imports.length).toBeGreaterThan(50);
});

test("every import goes the way that the layer table allows", () => {
  const wrong = imports.filter((one) => {
    const target = targetOf(one);
    if (target === undefined) return false;
    const here = layerOf(one.from);
    const there = layerOf(target)?.layer;
    return here !== undefined && there !== here.layer && !here.mayImport.includes(there ?? "");
  });
  expect(wrong).toEqual([]);
});

test("layers that run in browsers import nothing of Node", () => {
  const wrong = imports.filter((one) => one.specifier.startsWith("node:") && layerOf(one.from)?.node === false);
  expect(wrong).toEqual([]);
});

/** Fixtures are made with the `test` of their runner, which is there where they are used. */
const runnersOfFixtures: Readonly<Record<string, string>> = {
  "packages/client/src/vitest/test.ts": "vitest",
  "packages/client/src/playwright/test.ts": "@playwright/test",
};

test("recorders import nothing but types from the model, and no package at run time", () => {
  const wrong = imports.filter(
    ({ from, specifier, typeOnly }) =>
      runnersOfFixtures[from] !== specifier &&
      from.startsWith("packages/client/src/") &&
      !from.startsWith("packages/client/src/cli/") &&
      !specifier.startsWith(".") &&
      !specifier.startsWith("node:") &&
      !typeOnly,
  );
  expect(wrong).toEqual([]);
});

test("each kind of engine is known to one file, and only connect.ts knows both", () => {
  const engines = imports.filter(
    ({ specifier, typeOnly }) => /^(chdb|@clickhouse\/client)/.test(specifier) && !typeOnly,
  );
  const own = ["packages/server/src/store/embedded.ts", "packages/server/src/store/remote.ts"];
  expect(engines.map(({ from }) => from).filter((from) => !own.includes(from))).toEqual([]);
  const knowing = imports.filter(({ specifier }) => /\/(embedded|remote)\.ts$/.test(specifier)).map(({ from }) => from);
  expect([...new Set(knowing)].filter((from) => !/store\/(connect|testing\/)/.test(from))).toEqual([]);
});
