import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { sourceFiles } from "./sourceFiles.ts";

/** Who may import whom. A layer may always import itself; `node:` says whether Node's own modules are allowed. */
const layers: readonly { layer: string; mayImport: readonly string[]; node: boolean }[] = [
  { layer: "packages/model/src", mayImport: [], node: false },
  { layer: "packages/client/src/cli", mayImport: ["packages/model/src", "packages/client/src"], node: true },
  { layer: "packages/client/src", mayImport: ["packages/model/src"], node: true },
  { layer: "packages/server/src/store", mayImport: ["packages/model/src"], node: true },
  { layer: "packages/server/src/ingest", mayImport: ["packages/model/src"], node: true },
  {
    layer: "packages/server/src/http",
    mayImport: ["packages/model/src", "packages/server/src/store", "packages/server/src/ingest"],
    node: true,
  },
  {
    layer: "packages/server/src",
    mayImport: [
      "packages/model/src",
      "packages/server/src/store",
      "packages/server/src/ingest",
      "packages/server/src/http",
    ],
    node: true,
  },
  { layer: "packages/web/src", mayImport: ["packages/model/src"], node: false },
];

const packageFolders: Readonly<Record<string, string>> = {
  "@backstory/model": "packages/model/src",
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

test("recorders import nothing but types from the model, and no package at run time", () => {
  const wrong = imports.filter(
    ({ from, specifier, typeOnly }) =>
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
