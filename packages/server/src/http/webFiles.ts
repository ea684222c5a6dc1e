import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** One file of the web UI, held in memory. */
export interface WebFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly gzipped: Uint8Array<ArrayBuffer> | undefined;
  readonly type: string;
  readonly etag: string;
  /** Whether its name changes with its content. */
  readonly immutable: boolean;
}

/** The files of the web UI by their path on the server, as `/assets/index-B3x.js`. */
export type WebFiles = ReadonlyMap<string, WebFile>;

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".map": "application/json",
  ".txt": "text/plain; charset=utf-8",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

/** Where the web UI was built: inside the published package, or beside it in the repository. */
export function webDirectory(): string | undefined {
  const places = ["../../web", "../../../web/dist/app"].map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return places.find((place) => existsSync(join(place, "index.html")));
}

/** All files of a built web UI; none without a directory. */
export async function readWebFiles(directory: string | undefined): Promise<WebFiles> {
  if (directory === undefined) return new Map();
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (file): Promise<[string, WebFile]> => {
        const path = `/${relative(directory, file).split(sep).join("/")}`;
        return [path, webFile(path, await readFile(file))];
      }),
    ),
  );
}

function webFile(path: string, content: Buffer): WebFile {
  const type = types[extname(path)] ?? "application/octet-stream";
  const compressible = /^text|json|svg/.test(type) && content.length > 1_024;
  return {
    body: new Uint8Array(content),
    gzipped: compressible ? new Uint8Array(gzipSync(content)) : undefined,
    type,
    etag: `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`,
    immutable: path.startsWith("/assets/"),
  };
}
