/** Who may import whom. A layer may always import itself; `node:` says whether Node's own modules are allowed. */
export const layers: readonly { layer: string; mayImport: readonly string[]; node: boolean }[] = [
  { layer: "packages/model/src", mayImport: [], node: false },
  { layer: "packages/formats/src", mayImport: ["packages/model/src"], node: false },
  {
    layer: "packages/client/src/cli",
    mayImport: ["packages/model/src", "packages/formats/src", "packages/client/src"],
    node: true,
  },
  { layer: "packages/client/src", mayImport: ["packages/model/src"], node: true },
  { layer: "packages/server/src/store", mayImport: ["packages/model/src"], node: true },
  { layer: "packages/server/src/ingest", mayImport: ["packages/model/src"], node: true },
  {
    layer: "packages/server/src/http",
    mayImport: [
      "packages/model/src",
      "packages/formats/src",
      "packages/server/src/store",
      "packages/server/src/ingest",
    ],
    node: true,
  },
  {
    layer: "packages/server/src",
    mayImport: [
      "packages/model/src",
      "packages/formats/src",
      "packages/server/src/store",
      "packages/server/src/ingest",
      "packages/server/src/http",
    ],
    node: true,
  },
  { layer: "packages/web/src", mayImport: ["packages/model/src"], node: false },
];
