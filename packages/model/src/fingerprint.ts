import { digest } from "./digest.ts";
import { maskVolatile } from "./maskVolatile.ts";
import type { Failure } from "./record.ts";

/**
 * 128 bits, written like a UUID, that are equal for failures that look like the same defect: the type, the first line
 * of the message with its changing parts masked, and the top three frames of the project itself (file and function,
 * no line numbers). The masks are modelled on those of LUCI Analysis' failure-reason clustering, version 6.
 */
export function fingerprint(failure: Failure): string {
  const frames = projectFrames(failure.trace ?? "").slice(0, 3);
  return digest(["failure-1", failure.type ?? "", maskedFirstLine(failure.message ?? ""), ...frames]);
}

const numberLike = /[-0-9a-f]{16,}|\b[0-9a-fx]*\d[0-9a-fx]{7,}\b|\d+(?:\.\d+)?/gi;
const quoted = /'[^']*'|"[^"]*"|`[^`]*`/g;

/** The first line of a failure's message with quoted text, numbers and other changing parts replaced by placeholders. */
export function maskedFirstLine(message: string): string {
  const start = message.trimStart();
  // Bounded, because the patterns take quadratic time on lines made to be hard.
  const firstLine = start.slice(0, Math.min(1_000, start.indexOf("\n") >>> 0));
  return maskVolatile(firstLine).replace(quoted, "<text>").replace(numberLike, "<n>").trim();
}

const framePatterns: readonly RegExp[] = [
  /^\s*File "(?<file>[^"]+)", line \d+, in (?<name>.+)$/,
  /^\s*at (?:async )?(?<name>[^()]+?) \((?<file>[^()]+?):\d+:\d+\)$/,
  /^\s*at (?:async )?(?<file>[^()\s]+?):\d+:\d+$/,
  /^(?<file>[^\s:]+\.py):\d+: (?<name>in \S+|\S+)?/,
];
const libraryFile = /site-packages|dist-packages|node_modules|^node:|[\\/]lib[\\/]python\d|<frozen |<string>/;

function projectFrames(trace: string): string[] {
  const frames: string[] = [];
  for (const line of trace.split("\n")) {
    const groups = framePatterns.map((pattern) => pattern.exec(line)?.groups).find((match) => match !== undefined);
    const file = groups?.["file"];
    if (file === undefined || libraryFile.test(file)) continue;
    frames.push(`${baseName(file)} ${groups?.["name"] ?? ""}`);
  }
  return frames;
}

function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
}
