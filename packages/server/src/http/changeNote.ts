import { type ChangeNote, changeNoteSchema } from "@backstory/model";

/** Who does something and why, in the body of a request that need not have one. */
export const optionalNote = {
  required: false,
  content: { "application/json": { schema: changeNoteSchema } },
} as const;

/** The note of a request: in its body, or in its address, as not every client sends bodies with DELETE. */
export function noteOf(body: Partial<ChangeNote>, query: ChangeNote): ChangeNote {
  return { by: body.by || query.by, reason: body.reason || query.reason };
}
