import { z } from "zod";

/** What an HTTP answer that is not a success holds. @see https://www.rfc-editor.org/rfc/rfc9457 */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  hint: z.string().optional(),
});

/** A problem document. */
export type Problem = z.infer<typeof problemSchema>;
