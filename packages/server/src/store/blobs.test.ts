import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, utimesSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, describe, expect, it } from "vitest";
import { openBlobs } from "./blobs.ts";

const directory = mkdtempSync(join(tmpdir(), "backstory-blobs-"));
afterAll(() => rm(directory, { recursive: true, force: true }));
const blobs = openBlobs(directory);

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

describe("blobs", () => {
  it("give back the bytes that they were given, twice over", async () => {
    const bytes = randomBytes(300_000);
    const sha256 = hashOf(bytes);
    expect(blobs.refresh(sha256)).toBe(false);
    expect(await blobs.open(sha256)).toBeUndefined();
    await Promise.all(
      [1, 2].map(() => blobs.put(sha256, Readable.from([bytes.subarray(0, 9), bytes.subarray(9)]), 1e6)),
    );
    const found = await blobs.open(sha256);
    expect(found?.sizeBytes).toBe(300_000);
    expect(found && (await buffer(found.stream)).equals(bytes)).toBe(true);
    expect(blobs.refresh(sha256)).toBe(true);
  });

  it("take no other bytes than those that were named, nor too many, nor half of them", async () => {
    const bytes = randomBytes(1_000);
    const sha256 = hashOf(bytes);
    await expect(blobs.put(sha256, Readable.from([randomBytes(9)]), 1e6)).rejects.toMatchObject({
      code: "hash-mismatch",
    });
    await expect(blobs.put(sha256, Readable.from([bytes]), 999)).rejects.toMatchObject({ code: "body-too-large" });
    const torn = Readable.from(
      (async function* () {
        yield bytes.subarray(0, 10);
        throw new Error("gone");
      })(),
    );
    await expect(blobs.put(sha256, torn, 1e6)).rejects.toThrow("gone");
    expect(blobs.refresh(sha256)).toBe(false);
    expect(await readdir(join(directory, "arriving"))).toEqual([]);
  });

  it("take nothing under a name that is no hash", async () => {
    await expect(blobs.put("../../etc/passwd", Readable.from([]), 9)).rejects.toMatchObject({
      code: "request-invalid",
    });
  });

  it("are spared by a removal when they were sent again, and gone after another", async () => {
    const bytes = randomBytes(10);
    const sha256 = hashOf(bytes);
    const dayMs = 86_400_000;
    await blobs.put(sha256, Readable.from([bytes]), 100);
    utimesSync(join(directory, sha256.slice(0, 2), sha256), 1, 1);
    expect(blobs.refresh(sha256)).toBe(true);
    expect(blobs.remove(sha256, Date.now() - dayMs)).toBe(false);
    expect(blobs.remove(sha256, Date.now() + dayMs)).toBe(true);
    expect(blobs.remove(sha256, Date.now() + dayMs)).toBe(false);
    expect(blobs.refresh(sha256)).toBe(false);
  });
});
