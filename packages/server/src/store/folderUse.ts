import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** How many files there are below a folder, and how many bytes they have; none when there is no such folder. */
export async function folderUse(folder: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let files = 0;
  let bytes = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    files += 1;
    // A segment may be gone by now: its rows are in the engine.
    bytes += await stat(join(entry.parentPath, entry.name)).then(
      ({ size }) => size,
      () => 0,
    );
  }
  return { files, bytes };
}
