import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { appendFile, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { frameHeader, type PartHeader, readFrames } from "./frame.ts";
import { openWriteAheadLog, type WriteAheadLog } from "./writeAheadLog.ts";

const megabyte = 1_048_576;

function header(offset: number, lines = 1): PartHeader {
  const owner = { project: "p", target: "t", runner: "pytest", submissionId: "01M7ZVZ2NHM3P5FK93R4HR75Y5" };
  return { ...owner, offset, lines, ended: false, receivedAt: "2026-11-21T10:00:00.000Z" };
}

function rows(text: string): Buffer {
  return Buffer.from(`${JSON.stringify({ kind: "result", text })}\n`);
}

describe("the write-ahead log", () => {
  let directory: string;
  const open = (): Promise<WriteAheadLog> => openWriteAheadLog(directory, 100 * megabyte);
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "backstory-wal-"));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  async function leftovers(log: WriteAheadLog): Promise<PartHeader[]> {
    await log.close();
    const again = await open();
    await again.close();
    return again.segments.flatMap(({ headers }) => headers);
  }

  it("gives back what it was given after it is opened again", async () => {
    const log = await open();
    const headers = Array.from({ length: 20 }, (_, index) => header(index));
    await Promise.all(headers.map((each) => log.append(each, rows(`row ${each.offset}`))));
    expect(await leftovers(log)).toEqual(headers);
    const [name] = await readdir(directory);
    const text = await readFile(join(directory, name as string), "utf8");
    expect(text.split("\n").filter((line) => line.includes('"result"'))).toHaveLength(20);
  });

  it("cuts off a torn tail, wherever it tears, and nothing else", async () => {
    const frames = [0, 1, 2].map((offset) => [
      frameHeader(header(offset), rows("ü".repeat(offset))),
      rows("ü".repeat(offset)),
    ]);
    const whole = Buffer.concat(frames.flat());
    const ends = frames.map((_, index) => Buffer.concat(frames.slice(0, index + 1).flat()).length);
    for (let length = 0; length <= whole.length; length++) {
      const { frames: found, wholeBytes } = readFrames(whole.subarray(0, length));
      expect(found).toHaveLength(ends.filter((end) => end <= length).length);
      expect(wholeBytes).toBe(ends.findLast((end) => end <= length) ?? 0);
    }
  });

  it("sees every changed byte of a frame", () => {
    const frame = Buffer.concat([frameHeader(header(3), rows("some text")), rows("some text")]);
    fc.assert(
      fc.property(fc.nat(frame.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const changed = Buffer.from(frame);
        changed[place] = (changed[place] as number) ^ change;
        const [found] = readFrames(changed).frames;
        expect(found === undefined || JSON.stringify(found.header) === JSON.stringify(header(3))).toBe(true);
      }),
    );
  });

  it("opens on a torn tail and goes on behind it", async () => {
    const log = await open();
    await log.append(header(0), rows("kept"));
    await log.close();
    const [name] = await readdir(directory);
    await appendFile(join(directory, name as string), '{"kind":"part","project":"p","torn');
    const again = await open();
    await again.append(header(1), rows("later"));
    expect((await leftovers(again)).map(({ offset }) => offset)).toEqual([0, 1]);
  });

  it("forgets files in which nothing whole stands", async () => {
    await writeFile(join(directory, "000000000007.ndjson"), "torn");
    const log = await open();
    expect(log.segments).toEqual([]);
    await log.close();
    expect(await readdir(directory)).toEqual([]);
  });

  it("hands out a segment that is not written to any more, also while appends keep coming", async () => {
    const log = await open();
    let appended = 0;
    const appending = (async () => {
      for (; appended < 200; appended++) await log.append(header(appended), rows("x"));
    })();
    const seen: number[] = [];
    while (seen.length < 200) {
      const segment = await log.next();
      if (segment === undefined) break;
      seen.push(...segment.headers.map(({ offset }) => offset));
      await log.remove(segment);
    }
    await appending;
    expect(seen).toEqual(Array.from({ length: 200 }, (_, index) => index));
    expect(await readdir(directory)).toEqual([]);
    await log.close();
    expect(await log.next()).toBeUndefined();
  });

  it("refuses appends above its limit until some are taken away", async () => {
    const log = await openWriteAheadLog(directory, 1_000);
    await log.append(header(0), rows("x".repeat(900)));
    await expect(log.append(header(1), rows("x".repeat(100)))).rejects.toMatchObject({ code: "backlog-full" });
    const segment = await log.next();
    if (segment !== undefined) await log.remove(segment);
    await log.append(header(1), rows("x".repeat(100)));
    expect((await leftovers(log)).map(({ offset }) => offset)).toEqual([1]);
  });

  it("lets an append pass that is larger than the limit, when nothing else waits", async () => {
    const log = await openWriteAheadLog(directory, 10);
    await log.append(header(0), rows("x".repeat(900)));
    await log.close();
  });

  it("says that nothing was kept when the file cannot be made, and goes on when it can", async () => {
    const log = await open();
    await writeFile(join(directory, "000000000001.ndjson"), "somebody else's");
    await expect(log.append(header(0), rows("lost"))).rejects.toMatchObject({ code: "store-unavailable" });
    await rm(join(directory, "000000000001.ndjson"));
    await log.append(header(1), rows("kept"));
    expect((await leftovers(log)).map(({ offset }) => offset)).toEqual([1]);
  });

  it("leaves nothing of an append that the disk took only half of, and goes on", async () => {
    const script = fileURLToPath(new URL("../testing/appendToSmallDisk.ts", import.meta.url));
    const tsx = createRequire(import.meta.url).resolve("tsx");
    const { stdout } = await promisify(execFile)(
      "bash",
      [
        "-c",
        'ulimit -f 64; exec "$@"',
        "bash",
        process.execPath,
        "--conditions=@backstory/source",
        "--import",
        tsx,
        script,
        directory,
      ],
      { env: { ...process.env, TSX_DISABLE_CACHE: "1" } },
    );
    expect(JSON.parse(stdout)).toEqual(["kept", "store-unavailable", "kept", "store-unavailable", "kept"]);
    const log = await open();
    expect((await leftovers(log)).map(({ offset }) => offset)).toEqual([0, 2, 4]);
  });

  it("takes nothing once it is closed", async () => {
    const log = await open();
    await log.close();
    await expect(log.append(header(0), rows("x"))).rejects.toMatchObject({ code: "store-unavailable" });
  });

  it("cuts what a failed write left before it is read", async () => {
    const log = await open();
    await log.append(header(0), rows("whole"));
    await log.close();
    const [name] = await readdir(directory);
    const path = join(directory, name as string);
    const size = (await readFile(path)).length;
    await appendFile(path, "garbage");
    await truncate(path, size + 3);
    const again = await open();
    await again.close();
    expect((await readFile(path)).length).toBe(size);
  });
});
