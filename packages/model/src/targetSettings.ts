import { z } from "zod";
import { slug, time, word } from "./fields.ts";
import { statusSchema } from "./status.ts";

/** What a person may say with a change, which the audit keeps: who it was, and why. */
export const changeNoteSchema = z.object({
  by: z.string().max(200).default(""),
  reason: z.string().max(2_000).default(""),
});

/** Who changed something, and why. */
export type ChangeNote = z.infer<typeof changeNoteSchema>;

/** How the results of a target are read. Every one of them holds at reading: changing it changes no result. */
export const targetSettingsSchema = z.object({
  /** All submissions of one build name are one run. */
  consolidation: z.boolean(),
  /** Of several results for a test in one build the last counts, rather than the worst. Needs consolidation. */
  replacement: z.boolean(),
  /** What the runner's own words mean here: `{"xfailed": "failed"}`. */
  interpretation: z.record(word, statusSchema).refine((map) => Object.keys(map).length <= 100, {
    error: "must have at most 100 entries",
  }),
  /** Custom fields, which is labels, properties or params of results, to show as columns of lists. */
  displayColumns: z.array(word.min(1)).max(20),
  /** The branch on which a test counts as mended; empty: main, master, trunk, or no branch at all. */
  defaultBranch: word,
  /** After how many days runs that are not pinned are removed; null: never. */
  retentionDays: z.int().min(1).max(36_500).nullable(),
  description: z.string().max(10_000),
  /** Targets of one group stand together in lists. */
  group: z.string().max(200),
});

/** How the results of a target are read. */
export type TargetSettings = z.infer<typeof targetSettingsSchema>;

/** The settings of a target about which nobody said anything. */
export const defaultTargetSettings: TargetSettings = {
  consolidation: false,
  replacement: false,
  interpretation: {},
  displayColumns: [],
  defaultBranch: "",
  retentionDays: null,
  description: "",
  group: "",
};

/** A target with its settings, and whether it was deleted. */
export const targetDetailSchema = z.object({
  project: slug,
  target: slug,
  deleted: z.boolean(),
  settings: targetSettingsSchema,
});

/** A target with its settings. */
export type TargetDetail = z.infer<typeof targetDetailSchema>;

/** A change of some settings of a target; the others stay. */
export const targetSettingsChangeSchema = targetSettingsSchema.partial().extend(changeNoteSchema.shape);

/** A change of some settings of a target. */
export type TargetSettingsChange = z.infer<typeof targetSettingsChangeSchema>;

/** One thing that somebody changed. `subject` is the id of the run, test or token, or empty for the target itself. */
export const auditEntrySchema = z.object({
  at: time,
  by: z.string(),
  reason: z.string(),
  action: z.enum([
    "settings-changed",
    "target-deleted",
    "run-deleted",
    "run-restored",
    "run-pinned",
    "run-unpinned",
    "result-overridden",
    "override-removed",
    "token-created",
    "token-regenerated",
    "token-revoked",
  ]),
  subject: z.string(),
  /** What it was changed to, where there is something to say. */
  details: z.record(z.string(), z.json()),
});

/** One thing that somebody changed. */
export type AuditEntry = z.infer<typeof auditEntrySchema>;
