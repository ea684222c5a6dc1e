import { z } from "zod";
import { bounds } from "./bounds.ts";
import { time, word } from "./fields.ts";

/** The pages of the web UI whose views can be kept. */
export const viewPageSchema = z.enum(["runs", "run", "tests", "test", "grid", "trends", "compare", "harvest", "sql"]);

/** A page of the web UI whose views can be kept. */
export type ViewPage = z.infer<typeof viewPageSchema>;

/** A name for a view, which everybody sees. */
const viewName = z
  .string()
  .max(200)
  .transform((name) => name.trim())
  .refine((name) => name !== "", { error: "must have words" });

/** What an address says behind its question mark: `{"branch": "main"}`. A query of SQL is long. */
const search = z
  .record(word, z.string().max(bounds.message))
  .refine((map) => Object.keys(map).length <= 50, { error: "must have at most 50 entries" });

/** A page with its filters, order and columns under a name; the name is unique on its page. */
export const savedViewSchema = z.object({
  viewId: z.string(),
  page: viewPageSchema,
  name: z.string(),
  search,
  by: z.string(),
  /** When this version of it was kept. */
  savedAt: time,
});

/** A page with its filters, order and columns under a name. */
export type SavedView = z.infer<typeof savedViewSchema>;

/** What is asked to keep a view; one of that name on that page is kept anew. */
export const newSavedViewSchema = z.object({
  page: viewPageSchema,
  name: viewName,
  search,
  by: z.string().max(200).default(""),
});

/** What is asked to keep a view. */
export type NewSavedView = z.infer<typeof newSavedViewSchema>;
