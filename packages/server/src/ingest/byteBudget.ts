import { BackstoryError } from "@backstory/model";

/** The bytes that one request holds in memory; `take` throws `backlog-full` when all requests together hold too many. */
export interface HeldBytes {
  take(bytes: number): void;
  release(): void;
}

/** A bound on the bytes that requests in flight hold together. */
export interface ByteBudget {
  hold(): HeldBytes;
}

/** A budget of `limit` bytes. Each holder releases what it took once, whether its request went well or not. */
export function byteBudget(limit: number): ByteBudget {
  let inUse = 0;
  return {
    hold() {
      let held = 0;
      return {
        take(bytes) {
          if (inUse + bytes > limit) {
            throw new BackstoryError("backlog-full", "Too many bodies are being read at once.", {
              retryAfterSeconds: 1,
            });
          }
          inUse += bytes;
          held += bytes;
        },
        release() {
          inUse -= held;
          held = 0;
        },
      };
    },
  };
}
