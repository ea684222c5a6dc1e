import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./command.mjs";

const folder = join(root, "packages/client/dist");

/** What tests import, which Jest loads by a `require` of its own that knows no ES modules. */
const inTests = ["index", "harvest"];

/** What runners load: a hundred small files take Node three times as long as a few large ones. */
const recorders = ["jest", "mocha", "nodeTest", "playwright", "vitest", "mocha/workerReporter"];

/** Mocha's workers are given theirs by a path, which is the same beside each of the two ways to write the recorder. */
const nameOfRecorder = ({ name }) => (name === "workerReporter" ? "[name].js" : "[name].mjs");

/** Writes what tests import once more as CommonJS, with the same types, and the recorders as few files. */
export async function writeBundles() {
  // On a fresh machine it is installed after this file was loaded.
  const { build } = await import("vite");
  const write = (names, output) =>
    build({
      configFile: false,
      root: join(root, "packages/client"),
      logLevel: "warn",
      build: {
        ssr: true,
        target: "node20",
        outDir: folder,
        emptyOutDir: false,
        minify: false,
        rolldownOptions: {
          input: Object.fromEntries(names.map((name) => [name.split("/").at(-1), join(folder, `${name}.js`)])),
          output: { exports: "named", ...output },
        },
      },
    });
  await write(inTests, { format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "shared-[name].cjs" });
  await write(recorders, { format: "es", entryFileNames: nameOfRecorder, chunkFileNames: "shared-[name].mjs" });
  for (const name of inTests) writeFileSync(join(folder, `${name}.d.cts`), `export * from "./${name}.js";\n`);
}
