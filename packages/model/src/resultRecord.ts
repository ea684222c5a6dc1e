import { z } from "zod";
import { json, labels, listOf, mapOf, message, milliseconds, text, time, word } from "./fields.ts";
import { statusSchema } from "./status.ts";

/** Why an attempt did not pass. `trace` may hold ANSI colours. */
export const failureSchema = z.looseObject({
  type: word.optional(),
  message: message.optional(),
  trace: text.optional(),
});

/** Why an attempt did not pass. */
export type Failure = z.infer<typeof failureSchema>;

/** One part of an attempt: setup, call or teardown. */
export const phaseSchema = z.looseObject({
  name: word,
  status: statusSchema,
  startedAt: time.optional(),
  durationMs: milliseconds.optional(),
});

/** A typed address: an issue, a test case, a document. */
export const linkSchema = z.looseObject({ type: word.optional(), url: word, name: word.optional() });

/** How one attempt of one test ended in one submission. `attempt` counts from 1; `line` counts from 1. */
export const resultRecord = z.looseObject({
  kind: z.literal("result"),
  resultId: word.min(1),
  suite: word,
  name: word.min(1),
  params: mapOf(json).optional(),
  displayName: word.optional(),
  description: message.optional(),
  attempt: z.int().min(1).max(255).default(1),
  status: statusSchema,
  rawStatus: word.optional(),
  startedAt: time,
  durationMs: milliseconds,
  phases: listOf(phaseSchema).optional(),
  failure: failureSchema.optional(),
  file: word.optional(),
  line: z.int().min(1).max(4_294_967_295).optional(),
  worker: word.optional(),
  stdout: text.optional(),
  stderr: text.optional(),
  log: text.optional(),
  labels: labels.optional(),
  links: listOf(linkSchema).optional(),
  properties: mapOf(message).optional(),
  metrics: mapOf(z.number()).optional(),
  steps: listOf(json).optional(),
  subtests: listOf(json).optional(),
  declaredId: word.min(1).optional(),
  renamedFrom: word.min(1).optional(),
});
