import { z } from "zod";
import { digestId, message, slug, time, word } from "../fields.ts";

/**
 * Where a rename stands: `suggested` waits for a person, `accepted` joins the two histories, `refused` and `undone` keep
 * them apart. All but `accepted` are as if the rename were not there.
 */
export const renameStateSchema = z.enum(["suggested", "accepted", "refused", "undone"]);

/** Where a rename stands. */
export type RenameState = z.infer<typeof renameStateSchema>;

/** What speaks for a rename: the points of each part, which add up to `score`, and the lead over the next best pair. */
export const renameEvidenceSchema = z.object({
  score: z.number(),
  margin: z.number(),
  file: z.number(),
  path: z.number(),
  title: z.number(),
  params: z.number(),
  duration: z.number(),
});

/** What speaks for a rename. */
export type RenameEvidence = z.infer<typeof renameEvidenceSchema>;

const renamedTestSchema = z.object({
  testId: digestId,
  suite: z.string(),
  name: z.string(),
  params: z.record(z.string(), z.json()),
  file: z.string(),
});

/** A test that has another name since: what is known of `from` belongs to `to` while the rename is accepted. */
export const renameSchema = z.object({
  renameId: digestId,
  project: slug,
  from: renamedTestSchema,
  to: renamedTestSchema,
  state: renameStateSchema,
  /** From 0 to 1; 1 where a person or the test's author said so. */
  confidence: z.number(),
  evidence: renameEvidenceSchema.nullable(),
  /** The first run that had the new name; empty when nobody knows. */
  runId: z.string(),
  commit: word,
  by: word,
  reason: message,
  changedAt: time,
});

/** A test that has another name since. */
export type Rename = z.infer<typeof renameSchema>;

/** One version of a rename: what it became, by whom, why and when. */
export const renameChangeSchema = renameSchema.pick({
  state: true,
  confidence: true,
  by: true,
  reason: true,
  changedAt: true,
});

/** One version of a rename. */
export type RenameChange = z.infer<typeof renameChangeSchema>;

/** A rename with every version of it, newest first. */
export const renameDetailSchema = renameSchema.extend({ changes: z.array(renameChangeSchema) });

/** A rename with every version of it. */
export type RenameDetail = z.infer<typeof renameDetailSchema>;

/** Who changes a rename, and why. */
export const renameDecisionSchema = z.object({ by: word.default(""), reason: message.default("") });

/** A rename that a person states. */
export const newRenameSchema = renameDecisionSchema.extend({ from: digestId, to: digestId });
