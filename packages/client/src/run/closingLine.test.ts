import { expect, test } from "vitest";
import type { Notes } from "../rerun/readNotes.ts";
import { closingLine } from "./closingLine.ts";

const run = {
  ...{ submissionId: "A", runner: "jest", cwd: "/", argv: [] },
  results: 12,
  errors: 0,
  failed: [],
  passed: [],
};
const place = { url: "http://127.0.0.1:7357/", isLocal: false, whyNothing: "nobody ran tests" };

function lineOf(notes: Notes, isLocal = false): string {
  return closingLine({ rounds: [notes], ...place, isLocal });
}

test("says where it can be seen", () => {
  const notes = { runs: [run], deliveries: [{ submissionId: "A", isDelivered: true }] };
  expect(lineOf(notes)).toBe("recorded 12 results at http://127.0.0.1:7357/runs/A");
});

test("says what went wrong, once", () => {
  const trouble = "12 records could not be sent.";
  const notes = {
    runs: [run, run],
    deliveries: [1, 2].map(() => ({ submissionId: "A", isDelivered: false, trouble })),
  };
  expect(lineOf(notes)).toBe("12 records could not be sent. 12 records could not be sent");
});

test("says how to see what waits here, where nobody named a server", () => {
  const notes = { runs: [run], deliveries: [{ submissionId: "A", isDelivered: false, trouble: "nobody listens" }] };
  expect(lineOf(notes, true)).toMatch(/^12 results wait on this machine; to see them: backstory serve/);
});

test("says that nothing was recorded, and why", () => {
  expect(lineOf({ runs: [], deliveries: [] })).toBe("nothing was recorded: nobody ran tests");
});
