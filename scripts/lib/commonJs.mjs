import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./command.mjs";

const folder = join(root, "packages/client/dist");

/** What tests import, which Jest loads by a `require` of its own that knows no ES modules. */
const entries = ["index", "harvest"];

/** Writes what tests import once more as CommonJS, with the same types. */
export async function writeCommonJs() {
  // On a fresh machine it is installed after this file was loaded.
  const { build } = await import("vite");
  await build({
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
        input: Object.fromEntries(entries.map((name) => [name, join(folder, `${name}.js`)])),
        output: { format: "cjs", exports: "named", entryFileNames: "[name].cjs", chunkFileNames: "shared-[name].cjs" },
      },
    },
  });
  for (const name of entries) writeFileSync(join(folder, `${name}.d.cts`), `export * from "./${name}.js";\n`);
}
