import fc from "fast-check";
import { expect, test } from "vitest";
import { newSubmissionId, submissionIdPattern, submissionTime } from "./submissionId.ts";

const randomBytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test("a submission id is a ULID that gives its time back", () => {
  fc.assert(
    fc.property(times, randomBytes, (time, random) => {
      const id = newSubmissionId(time, random);
      expect(id).toMatch(submissionIdPattern);
      expect(submissionTime(id)).toBe(time);
    }),
  );
});

test("submission ids sort by time", () => {
  fc.assert(
    fc.property(times, times, randomBytes, randomBytes, (one, other, random, otherRandom) => {
      fc.pre(one < other);
      expect(newSubmissionId(one, random) < newSubmissionId(other, otherRandom)).toBe(true);
    }),
  );
});

test("every random bit counts", () => {
  fc.assert(
    fc.property(randomBytes, fc.integer({ min: 0, max: 79 }), (random, bit) => {
      const flipped = Uint8Array.from(random);
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(newSubmissionId(0, flipped)).not.toBe(newSubmissionId(0, random));
    }),
  );
});
