import { z } from "zod";
import { count, digestId, slug } from "../fields.ts";

/**
 * A family whose names are new in every run, so that none of its tests has a history: `names` different ones in `runs`
 * runs. `param` is the parameter to blame, null when the name itself changes; `examples` are values that it had.
 */
export const churnSchema = z.object({
  project: slug,
  target: slug,
  familyId: digestId.nullable(),
  suite: z.string(),
  name: z.string(),
  param: z.string().nullable(),
  runs: count,
  names: count,
  examples: z.array(z.string()),
});

/** A family whose names are new in every run. */
export type Churn = z.infer<typeof churnSchema>;
