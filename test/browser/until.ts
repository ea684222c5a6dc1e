import { expect } from "vitest";

/** Expects something of an answer that may still be on its way: asked again and again, for a slow machine too. */
export function until<Answer>(question: () => Answer | Promise<Answer>): ReturnType<typeof expect.poll<Answer>> {
  return expect.poll(question, { timeout: 60_000, interval: 50 });
}
