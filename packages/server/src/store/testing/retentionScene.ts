import { pinRun } from "../facts/runMarks.ts";
import { changeTargetSettings } from "../facts/targetSettings.ts";
import type { PartToAppend, Store } from "../store.ts";
import { partOf, resultOf, submissionOf, type TestRecord, type Whose, whose } from "./submit.ts";

/** A submission of the scene, and whether a job on {@link jobDay} is to leave it. */
export interface SceneSubmission {
  readonly owner: Whose;
  readonly isKept: boolean;
}

/** When the job runs: `unit` keeps its runs for 30 days, so that it begins with 21 December. */
export const jobDay = Date.UTC(2027, 0, 20);

const at = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day, 10);

/**
 * Submissions before and after the day from which runs are kept: a month of nothing but old ones, months that another
 * target needs, a pinned run, a build whose shards lie on both sides, and a rerun long after its run.
 */
export async function setRetentionScene(store: Store): Promise<SceneSubmission[]> {
  const scene: SceneSubmission[] = [];
  const note = { by: "ada", reason: "" };

  const parts: PartToAppend[] = [];

  function add(time: number, isKept: boolean, more: { target?: string; build?: string; of?: string } = {}): string {
    const owner = whose("shop", time, more.target ?? "unit");
    const build = more.build === undefined ? {} : { build: { name: more.build } };
    const rerun = more.of === undefined ? {} : { rerun: { of: more.of } };
    parts.push(partOf(owner, recordsOf(owner, { ...build, ...rerun })));
    scene.push({ owner, isKept });
    return owner.submissionId;
  }

  for (const day of [1, 5, 9]) add(at(2026, 9, day), false);
  add(at(2026, 10, 1), false);
  add(at(2026, 10, 2), true, { target: "for-ever" });
  const pinned = add(at(2026, 10, 3), true);
  add(at(2026, 12, 1), true, { build: "1.0" });
  add(at(2026, 12, 24), true, { build: "1.0" });
  add(at(2026, 12, 2), false, { build: "0.9" });
  add(at(2026, 12, 3), false, { build: "0.9" });
  const rerun = add(at(2026, 12, 20), true);
  add(at(2026, 12, 26), true, { of: rerun });
  await Promise.all(parts.map((part) => store.append(part)));
  await store.settled();
  await changeTargetSettings(
    store.connection,
    { project: "shop", target: "unit" },
    {
      ...{ consolidation: true, retentionDays: 30 },
      ...note,
    },
  );
  await pinRun(store.connection, { runId: pinned, pinned: true, ...note });
  await store.refresh();
  return scene;
}

/** One record of each kind, so that every table has something of every submission. */
function recordsOf(owner: Whose, more: object): TestRecord[] {
  const failure = { type: "AssertionError", message: "boom", trace: "at x" };
  const event = {
    kind: "event",
    resultId: "slow-1",
    seq: 0,
    name: "clicked",
    payload: "",
    at: "2026-11-21T10:00:02.000Z",
  };
  const attachment = { kind: "attachment", resultId: "slow-1", name: "log", mediaType: "text/plain", sizeBytes: 1 };
  return [
    submissionOf(owner, more),
    resultOf("fast"),
    resultOf("slow", { status: "failed", failure, worker: "gw0" }),
    event as TestRecord,
    { ...attachment, sha256: sha256Of(owner.submissionId) } as TestRecord,
    { kind: "error", where: "gw0", message: "crashed" },
    { kind: "refused", line: 7, reason: "it is empty", text: "" },
    { kind: "end", finishedAt: "2026-11-21T10:00:09.000Z", exitStatus: 1 },
  ];
}

/** What stands for the hash of the attachment that a submission of the scene has. */
function sha256Of(submissionId: string): string {
  return Buffer.from(submissionId.padEnd(32, "0")).toString("hex");
}
