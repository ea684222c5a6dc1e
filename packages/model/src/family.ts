import { z } from "zod";
import { count, digestId, slug } from "./fields.ts";
import { testSchema } from "./test.ts";

/** The tests that differ in their params alone, one page of them; `tests` is how many there are. */
export const familySchema = z.object({
  familyId: digestId,
  project: slug,
  suite: z.string(),
  name: z.string(),
  tests: count,
  items: z.array(testSchema),
  nextCursor: z.string().nullable(),
});

/** The tests that differ in their params alone. */
export type Family = z.infer<typeof familySchema>;
