import { slug, submissionIdPattern } from "@backstory/model";
import { z } from "@hono/zod-openapi";

/** Where in a list to go on, and how many to answer. */
export const pageParameters = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(4_096).optional(),
};

/** A project or a target to narrow a list to. */
export const optionalSlug = slug.optional();

/** The id of a submission in an address. */
export const submissionIdParameter = z.string().regex(submissionIdPattern, { error: "must be a ULID" });

/** An opaque id in an address. */
export const idParameter = z.string().min(1).max(200);

/** A test id in an address. */
export const testIdParameter = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, { error: "must be 128 bits like a UUID" });

/** A SHA-256 in an address. */
export const sha256Parameter = z.string().regex(/^[0-9a-f]{64}$/, { error: "must be 64 lower-case hex digits" });

/** Words to search for. */
export const searchParameter = z.string().max(500).optional();

/** A moment to look back to, in any zone: only what had begun and was stated by then counts. */
export const asofParameter = z.iso
  .datetime({ offset: true })
  .transform((moment) => new Date(moment).toISOString())
  .optional();
