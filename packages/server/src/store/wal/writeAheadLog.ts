import { rm } from "node:fs/promises";
import { BackstoryError } from "@backstory/model";
import { serial } from "../serial.ts";
import { frameHeader, type PartHeader } from "./frame.ts";
import { leftoverSegments, type Segment } from "./segment.ts";
import { segmentWriter } from "./segmentWriter.ts";

/** What is acknowledged and not yet in the engine. */
export interface WriteAheadLog {
  /** Resolves once the rows survive a power cut. Appends that wait together share one write and one fdatasync. */
  append(header: PartHeader, rows: Buffer): Promise<void>;
  /** The oldest segment, which is then no longer written to. Waits for one; undefined once the log is closed. */
  next(): Promise<Segment | undefined>;
  /** Forgets the segment that {@link next} gave: its rows are in the engine. */
  remove(segment: Segment): Promise<void>;
  /** The segments that are not in the engine yet, oldest first. */
  readonly segments: readonly Segment[];
  /** Takes no more appends; what is acknowledged stays in its files. */
  close(): Promise<void>;
}

interface WaitingAppend {
  readonly header: PartHeader;
  readonly buffers: readonly Buffer[];
  readonly bytes: number;
  resolve(): void;
  reject(error: Error): void;
}

/** Opens the log in a directory, with what a process before this one left behind. */
export async function openWriteAheadLog(directory: string, maxBacklogBytes: number): Promise<WriteAheadLog> {
  const segments = await leftoverSegments(directory);
  const writer = segmentWriter(directory, segments);
  const exclusively = serial();
  let waiting: WaitingAppend[] = [];
  let backlogBytes = segments.reduce((sum, { bytes }) => sum + bytes, 0);
  let closed = false;
  let wake: () => void = () => undefined;

  async function writeWaiting(): Promise<void> {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      await writer.write(
        batch.map(({ header }) => header),
        batch.flatMap(({ buffers }) => buffers),
      );
      for (const append of batch) append.resolve();
      wake();
    } catch (error) {
      const problem = new BackstoryError("store-unavailable", `Nothing was kept: ${String(error)}`, {}, error);
      for (const append of batch) {
        backlogBytes -= append.bytes;
        append.reject(problem);
      }
    }
  }

  return {
    segments,
    append(header, rows) {
      if (closed) return Promise.reject(new BackstoryError("store-unavailable", "The store is closing"));
      const buffers = [frameHeader(header, rows), rows];
      const bytes = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
      if (backlogBytes > 0 && backlogBytes + bytes > maxBacklogBytes) return Promise.reject(backlogFull(backlogBytes));
      backlogBytes += bytes;
      return new Promise((resolve, reject) => {
        waiting.push({ header, buffers, bytes, resolve, reject });
        void exclusively(writeWaiting);
      });
    },
    async next() {
      while (segments[0] === undefined || segments[0].bytes === 0) {
        if (closed) return undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      await exclusively(async () => {
        if (writer.current === segments[0]) await writer.finish();
      });
      return segments[0];
    },
    async remove(segment) {
      await rm(segment.path, { force: true });
      segments.splice(segments.indexOf(segment), 1);
      backlogBytes -= segment.bytes;
    },
    async close() {
      closed = true;
      await exclusively(() => writer.finish());
      wake();
    },
  };
}

function backlogFull(backlogBytes: number): BackstoryError {
  const detail = `${Math.round(backlogBytes / 1_048_576)} MB wait to be inserted`;
  return new BackstoryError("backlog-full", detail, { backlogBytes, retryAfterSeconds: 2 });
}
