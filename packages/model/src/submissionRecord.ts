import { z } from "zod";
import { count, labels, listOf, mapOf, message, slug, time, word } from "./fields.ts";
import { submissionIdPattern } from "./submissionId.ts";

const submissionId = z.string().regex(submissionIdPattern, { error: "must be a ULID" });

const tool = z.looseObject({ name: word, version: word.optional() });

/** What was tested, in the user's words; the name is the key of consolidation. */
export const buildSchema = z.looseObject({
  name: word.optional(),
  description: message.optional(),
  result: word.optional(),
  reason: message.optional(),
});

/** Where the submission was made, when that was a CI service. */
export const ciSchema = z.looseObject({
  provider: word,
  runId: word.optional(),
  runUrl: word.optional(),
  job: word.optional(),
  attempt: count.optional(),
  pullRequest: word.optional(),
  actor: word.optional(),
});

/** What was checked out. `position` is the number of commits up to `commit`; `dirty`: there were changes not committed. */
export const gitSchema = z.looseObject({
  commit: word.optional(),
  branch: word.optional(),
  baseBranch: word.optional(),
  baseCommit: word.optional(),
  position: count.optional(),
  repository: word.optional(),
  dirty: z.boolean().optional(),
});

/** The machine on which the tests ran. */
export const hostSchema = z.looseObject({
  name: word.optional(),
  os: word.optional(),
  arch: word.optional(),
  runtime: word.optional(),
});

/** One part of a suite that was split over several processes: `index` from 1 to `total`. */
export const shardSchema = z.looseObject({ index: z.int().min(1), total: z.int().min(1) });

/**
 * Says that a submission runs again what another one ran: `of` is any submission of that run. Without it, the newest
 * earlier one of the same target and build, else of the same target and commit.
 */
export const rerunSchema = z.looseObject({ of: submissionId.optional() });

/** What the runner was asked for, as `["-k", "cart"]`, and how many of the tests that it found it left out for that. */
export const selectionSchema = z.looseObject({ arguments: listOf(word).optional(), deselected: count.optional() });

/** A file that has another name than at the base commit, as git's rename detection found it. */
export const fileRenameSchema = z.looseObject({ from: word, to: word });

/**
 * The first line of a submission: who recorded what, where. `project` and `target` say where it belongs when no ingest
 * token does; `destination` is where the recorder meant to send it, without secrets.
 */
export const submissionRecord = z.looseObject({
  kind: z.literal("submission"),
  recordVersion: z.literal(1),
  submissionId,
  project: slug.optional(),
  target: slug.optional(),
  destination: word.optional(),
  recorder: tool,
  runner: tool,
  build: buildSchema.optional(),
  shard: shardSchema.optional(),
  startedAt: time,
  expectedTests: count.optional(),
  ci: ciSchema.optional(),
  git: gitSchema.optional(),
  host: hostSchema.optional(),
  variant: mapOf(word).optional(),
  labels: labels.optional(),
  rerun: rerunSchema.optional(),
  selection: selectionSchema.optional(),
  renames: listOf(fileRenameSchema).optional(),
});
