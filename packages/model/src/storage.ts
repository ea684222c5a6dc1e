import { z } from "zod";
import { count, slug } from "./fields.ts";

const bytes = z.int().min(0);

/** What takes how much room where the server keeps its data. Spools are on the machines of the recorders. */
export const storageSchema = z.object({
  /** The tables of the engine, largest first. */
  tables: z.array(z.object({ table: z.string(), rows: z.int().min(0), bytes })),
  /**
   * The targets, largest first. Rows of all targets lie together, so `bytes` is the share of the tables that a target's
   * results have among all results. `retentionDays` is null where runs are kept for ever.
   */
  targets: z.array(
    z.object({
      project: slug,
      target: slug,
      submissions: count,
      results: z.int().min(0),
      bytes,
      retentionDays: count.nullable(),
    }),
  ),
  /** The bytes of attachments, each kept once however often it was sent. */
  attachments: z.object({ files: count, bytes }),
  /** What is acknowledged and not in the engine yet, and lines that the engine refused. */
  log: z.object({ files: count, bytes }),
});

/** What takes how much room where the server keeps its data. */
export type Storage = z.infer<typeof storageSchema>;
