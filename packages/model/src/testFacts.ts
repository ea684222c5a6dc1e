import { z } from "zod";
import { digestId, message, slug, time, word } from "./fields.ts";

/** Who stated a fact, in plain words, as there is no sign-in yet; empty when nobody said. */
const person = z.string().max(200);

/** Why a fact was stated. */
const reason = z.string().max(2_000);

/** What somebody said about a test. It stays with the test, in all its runs. */
export const commentSchema = z.object({
  commentId: z.string(),
  project: slug,
  testId: digestId,
  text: message,
  by: person,
  createdAt: time,
  removedAt: time.nullable(),
});

/** What somebody said about a test. */
export type Comment = z.infer<typeof commentSchema>;

/** The kinds of tracker that a bug link can lead to. */
export const trackerSchema = z.enum(["github", "gitlab", "jira", "linear", "azure", "youtrack", "bugzilla", "other"]);

/** A kind of tracker. */
export type Tracker = z.infer<typeof trackerSchema>;

/** A link from a test to a bug in a tracker; `key` is what the tracker calls it, as `SHOP-12` or `#34`. */
export const bugSchema = z.object({
  bugId: z.string(),
  project: slug,
  testId: digestId,
  tracker: trackerSchema,
  key: word,
  url: word,
  title: word,
  by: person,
  createdAt: time,
  removedAt: time.nullable(),
});

/** A link from a test to a bug in a tracker. */
export type Bug = z.infer<typeof bugSchema>;

/** Whether somebody is on a test: `open`, until it is `resolved` by hand or by a pass. */
export const assignmentStateSchema = z.enum(["open", "resolved"]);

/** Whether somebody is on a test. */
export type AssignmentState = z.infer<typeof assignmentStateSchema>;

/**
 * Who is on a test, by whom and why. It resolves itself when the test passes in a complete run of `target` on that
 * target's default branch that began after `assignedAt`; `resolvedRunId` is that run, null when a person resolved it.
 */
export const assignmentSchema = z.object({
  project: slug,
  testId: digestId,
  target: slug,
  assignee: person,
  state: assignmentStateSchema,
  by: person,
  reason,
  assignedAt: time,
  resolvedAt: time.nullable(),
  resolvedBy: person,
  resolvedReason: reason,
  resolvedRunId: z.string().nullable(),
});

/** Who is on a test, by whom and why. */
export type Assignment = z.infer<typeof assignmentSchema>;

/** An assignment with the name of its test, as lists show it. */
export const listedAssignmentSchema = assignmentSchema.extend({ suite: z.string(), name: z.string() });

/** An assignment with the name of its test. */
export type ListedAssignment = z.infer<typeof listedAssignmentSchema>;

/** One version of a fact about a test: what was done, when, by whom and why. `value` is what holds since then. */
export const testAuditEntrySchema = z.object({
  at: time,
  kind: z.enum(["comment", "bug", "assignment"]),
  action: z.enum(["added", "removed", "assigned", "resolved"]),
  factId: z.string(),
  by: person,
  reason,
  value: z.string(),
});

/** One version of a fact about a test. */
export type TestAuditEntry = z.infer<typeof testAuditEntrySchema>;

/** What is asked to comment on a test. */
export const newCommentSchema = z.object({
  text: message.refine((text) => text.trim() !== "", { error: "must have words" }),
  by: person.default(""),
});

/** What is asked to link a test to a bug; tracker and key are read off the address when left out. */
export const newBugSchema = z.object({
  url: word.refine((url) => /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url), {
    error: "must be an http or https address",
  }),
  title: word.default(""),
  tracker: trackerSchema.optional(),
  key: word.optional(),
  by: person.default(""),
});

/** What is asked to assign a test; without `target` it is the one in which the test failed last, else was seen last. */
export const newAssignmentSchema = z.object({
  assignee: person.refine((name) => name.trim() !== "", { error: "must name somebody" }),
  target: slug.optional(),
  by: person.default(""),
  reason: reason.default(""),
});

/** By whom a fact is taken back or resolved, and why. */
export const withdrawalSchema = z.object({ by: person.default(""), reason: reason.default("") });

/** By whom a fact is taken back or resolved, and why. */
export type Withdrawal = z.infer<typeof withdrawalSchema>;
