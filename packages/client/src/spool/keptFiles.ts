import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Bytes that wait beside a spool file, under the name of their SHA-256. */
export interface KeptFile {
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** The largest file that a recorder keeps. */
const mostFileBytes = 64 * 1_048_576;

/** The folder of the attachments of a spool file. */
function filesFolder(spoolPath: string): string {
  return spoolPath.replace(/\.ndjson$/, ".files");
}

/** Copies bytes, or those of a file, beside a spool file. It throws when there are too many, or when it cannot. */
export function keepFile(spoolPath: string, content: Uint8Array | string): KeptFile {
  const bytes = typeof content === "string" ? bytesOf(content) : content;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const folder = filesFolder(spoolPath);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, sha256);
  writeFileSync(`${path}.part`, bytes, { mode: 0o600 });
  renameSync(`${path}.part`, path);
  return { path, sha256, sizeBytes: bytes.length };
}

/** The paths of the files that wait beside a spool file. */
export function waitingFiles(spoolPath: string): string[] {
  const folder = filesFolder(spoolPath);
  try {
    return readdirSync(folder)
      .filter((name) => /^[0-9a-f]{64}$/.test(name))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Deletes a spool file that was delivered, and what lies beside it. */
export function removeSpoolFile(spoolPath: string): void {
  rmSync(spoolPath, { force: true });
  if (filesFolder(spoolPath) !== spoolPath) rmSync(filesFolder(spoolPath), { recursive: true, force: true });
}

function bytesOf(path: string): Buffer {
  const { size } = statSync(path);
  if (size > mostFileBytes) throw new Error(`${path} has ${size} bytes, more than the ${mostFileBytes} that are kept`);
  return readFileSync(path);
}
