import { z } from "zod";
import { bounds } from "./bounds.ts";
import type { Json } from "./canonicalJson.ts";

/** A short text: a name, a path, a type. */
export const word = z.string().max(bounds.word);

/** A text of a few paragraphs: a message, a description. */
export const message = z.string().max(bounds.message);

/** A long text: a trace, captured output. */
export const text = z.string().max(bounds.text);

/** ISO 8601 in UTC with milliseconds, as `2026-11-21T19:46:57.123Z`. */
export const time = z.iso.datetime({ precision: 3 });

/** A duration in milliseconds. */
export const milliseconds = z.number().min(0).max(4_000_000_000);

/** A whole number from 0, below 2³². */
export const count = z.int().min(0).max(4_294_967_295);

/** 128 bits written like a UUID, as `testId` and `fingerprint` make them. */
export const digestId = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** The short name of a project or a target: what stands in addresses and settings. */
export const slug = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, {
  error: "must be 1 to 100 of a-z, 0-9, '.', '_' and '-', and begin with a letter or a digit",
});

/** Any JSON value. */
export const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;

/** A map from words to values of one kind, bounded in number. */
export function mapOf<Value extends z.ZodType>(value: Value) {
  return z.record(word, value).refine((map) => Object.keys(map).length <= bounds.entries, {
    error: `must have at most ${bounds.entries} entries`,
  });
}

/** A list of one kind, bounded in number. */
export function listOf<Value extends z.ZodType>(value: Value) {
  return z.array(value).max(bounds.entries);
}

/** Words about a run or a test, each with its values: `{"feature": ["cart"], "tag": ["slow", "db"]}`. */
export const labels = mapOf(listOf(word));
