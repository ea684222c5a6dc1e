import { submissionIdPattern, submissionTime } from "@backstory/model";
import { expect, test } from "vitest";
import { type Upload, uploadId } from "./uploadId.ts";

const noon = Date.UTC(2026, 10, 21, 12);
const minute = 60_000;
const day = 24 * 60 * minute;

/** The ids that uploads get which come one after another. */
async function idsOf(uploads: readonly Partial<Upload>[]): Promise<string[]> {
  const known = new Set<string>();
  const ids: string[] = [];
  for (const upload of uploads) {
    const whole = { body: Buffer.from("a"), firstAt: undefined, receivedAt: noon, ...upload };
    const id = await uploadId(whole, (each) => Promise.resolve(known.has(each)));
    expect(id).toMatch(submissionIdPattern);
    known.add(id);
    ids.push(id);
  }
  return ids;
}

test("bytes that say when they ran within the last day are one upload, and sort by that time", async () => {
  const firstAt = noon - 90 * minute;
  const [first, later] = await idsOf([{ firstAt }, { firstAt, receivedAt: noon + 20 * 60 * minute }]);
  expect(later).toBe(first);
  expect(submissionTime(first ?? "")).toBe(firstAt);
});

test("bytes that do not say it are one upload for ten minutes at least, over a border of ten too", async () => {
  const at = (minutes: number) => ({ receivedAt: noon + minutes * minute });
  const [first, again, border, fresh] = await idsOf([at(9.9), at(9.95), at(10.1), at(31)]);
  expect([again, border]).toEqual([first, first]);
  expect(fresh).not.toBe(first);
});

test("times long ago or ahead of the clock place no upload in the past or the future", async () => {
  const ids = await idsOf([{ firstAt: noon - 3 * day }, { firstAt: noon + 3 * day, body: Buffer.from("b") }]);
  for (const id of ids) expect(submissionTime(id)).toBe(noon);
});

test("other bytes are another upload", async () => {
  const firstAt = noon - minute;
  const ids = await idsOf([{ firstAt }, { firstAt, body: Buffer.from("b") }, { body: Buffer.from("c") }]);
  expect(new Set(ids).size).toBe(3);
});
