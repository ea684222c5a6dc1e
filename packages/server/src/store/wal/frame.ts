import { crc32 } from "node:zlib";

/** What one append says about itself: the part of a submission that its rows are. */
export interface PartHeader {
  readonly project: string;
  readonly target: string;
  readonly runner: string;
  readonly submissionId: string;
  readonly offset: number;
  readonly lines: number;
  readonly ended: boolean;
  readonly receivedAt: string;
}

/** One append as it stands in a segment: a header line, which is the row of the part itself, and then its rows. */
export interface Frame {
  readonly header: PartHeader;
  /** Where the frame begins and ends in the segment, in bytes. */
  readonly start: number;
  readonly end: number;
}

/**
 * The header line of an append. It is a row of kind `part` like any other, and names the length and the checksum of the
 * rows behind it, so that a torn write shows.
 */
export function frameHeader(header: PartHeader, rows: Buffer): Buffer {
  const line = { kind: "part", ...header, frameBytes: rows.length, frameChecksum: checksum(header, rows) };
  return Buffer.from(`${JSON.stringify(line)}\n`);
}

function checksum(header: PartHeader, rows: Buffer): number {
  return crc32(rows, crc32(JSON.stringify(header)));
}

/** The whole frames of a segment, and how many of its bytes they reach; what lies behind was never acknowledged. */
export function readFrames(segment: Buffer): { readonly frames: Frame[]; readonly wholeBytes: number } {
  const frames: Frame[] = [];
  let start = 0;
  while (start < segment.length) {
    const frame = readFrame(segment, start);
    if (frame === undefined) break;
    frames.push(frame);
    start = frame.end;
  }
  return { frames, wholeBytes: start };
}

function readFrame(segment: Buffer, start: number): Frame | undefined {
  const newline = segment.indexOf(10, start);
  if (newline === -1) return undefined;
  const line = parseHeader(segment.toString("utf8", start, newline));
  if (line === undefined) return undefined;
  const { kind: _, frameBytes, frameChecksum, ...header } = line;
  const end = newline + 1 + frameBytes;
  if (end > segment.length || checksum(header, segment.subarray(newline + 1, end)) !== frameChecksum) return undefined;
  return { header, start, end };
}

type HeaderLine = PartHeader & { kind: string; frameBytes: number; frameChecksum: number };

function parseHeader(text: string): HeaderLine | undefined {
  try {
    const line = JSON.parse(text) as HeaderLine;
    return line.kind === "part" && Number.isSafeInteger(line.frameBytes) ? line : undefined;
  } catch {
    return undefined;
  }
}
