import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generated } from "./generated.ts";
import { recordedExamples } from "./recorders/recordedExamples.ts";
import { recordersPage } from "./recorders/recordersPage.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

for (const [path, text] of Object.entries(generated)) write(path, text());
write("docs/recorders.md", recordersPage(await recordedExamples()));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
