import { type FileHandle, rm } from "node:fs/promises";
import type { PartHeader } from "./frame.ts";
import { createSegment, type Segment } from "./segment.ts";

/** Writes batches of appends to segments, one after another. Not to be called twice at once. */
export interface SegmentWriter {
  /** Resolves once the buffers survive a power cut; after a failure nothing of them is left. */
  write(headers: readonly PartHeader[], buffers: readonly Buffer[]): Promise<void>;
  /** Closes the segment in hand: the next write begins another. */
  finish(): Promise<void>;
  /** The segment in hand. */
  readonly current: Segment | undefined;
}

/** A segment is closed once it is larger than this, so that one insert stays within the engine's memory. */
const segmentBytes = 32 * 1_048_576;

/** A writer that adds its segments, numbered on from these, to the list. */
export function segmentWriter(directory: string, segments: Segment[]): SegmentWriter {
  let lastNumber = segments.at(-1)?.number ?? 0;
  let open: { readonly segment: Segment; readonly handle: FileHandle } | undefined;

  async function finish(): Promise<void> {
    const handle = open?.handle;
    open = undefined;
    await handle?.close();
  }

  async function begin(): Promise<{ readonly segment: Segment; readonly handle: FileHandle }> {
    if (open !== undefined && open.segment.bytes >= segmentBytes) await finish();
    if (open === undefined) {
      lastNumber += 1;
      open = await createSegment(directory, lastNumber);
      segments.push(open.segment);
    }
    return open;
  }

  /** After a failed write the kernel may have dropped what it could not store: the file is not written to again. */
  async function abandon(segment: Segment, handle: FileHandle): Promise<void> {
    await handle.truncate(segment.bytes);
    await finish();
    if (segment.bytes === 0) {
      segments.splice(segments.indexOf(segment), 1);
      await rm(segment.path, { force: true });
    }
  }

  return {
    async write(headers, buffers) {
      const { segment, handle } = await begin();
      try {
        const bytes = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
        const { bytesWritten } = await handle.writev(buffers, segment.bytes);
        if (bytesWritten !== bytes) throw new Error(`only ${bytesWritten} of ${bytes} bytes could be written`);
        await handle.datasync();
        segment.bytes += bytes;
        segment.headers.push(...headers);
      } catch (error) {
        await abandon(segment, handle).catch(() => undefined);
        throw error;
      }
    },
    finish,
    get current() {
      return open?.segment;
    },
  };
}
