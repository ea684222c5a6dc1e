/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The one range that a Range header asks for of so many bytes; undefined when it asks for none that we give (several, or
 * another unit), which then is all of them; `"unsatisfiable"` when nothing is there.
 *
 * @see RFC 9110, 14.2
 */
export function byteRange(header: string | undefined, sizeBytes: number): ByteRange | "unsatisfiable" | undefined {
  const [, from = "", to = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  if (from === "") return Number(to) === 0 || sizeBytes === 0 ? "unsatisfiable" : lastBytes(Number(to), sizeBytes);
  const start = Number(from);
  const end = to === "" ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (to !== "" && Number(to) < start) return undefined;
  return start >= sizeBytes ? "unsatisfiable" : { start, end };
}

function lastBytes(count: number, sizeBytes: number): ByteRange {
  return { start: Math.max(0, sizeBytes - count), end: sizeBytes - 1 };
}
