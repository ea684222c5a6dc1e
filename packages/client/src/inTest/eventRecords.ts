import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import type { LaterRecord } from "../recorder.ts";
import type { Fact } from "./facts.ts";

const mostEvents = 10_000;

/** The events that a test told, in their order. */
export function eventRecords(resultId: string, told: readonly Fact[]): LaterRecord[] {
  return told
    .filter((fact) => fact.fact === "event")
    .slice(0, mostEvents)
    .map(({ name, payload, at }, index) => ({
      kind: "event",
      resultId,
      seq: index,
      name: cutText(name, bounds.word) || "?",
      ...(payload === undefined || Object.keys(payload).length === 0 ? {} : { payload: payloadText(payload) }),
      at,
    }));
}

/** The payload as JSON, within its bound: long values lose their end, and say so. */
function payloadText(payload: Readonly<Record<string, string>>): string {
  let text = JSON.stringify(payload);
  for (let longest = bounds.message; text.length > bounds.message && longest > 128; ) {
    longest /= 2;
    const most = longest;
    const short = Object.entries(payload).map(([key, value]) => [cutText(key, most), cutText(value, most)]);
    text = JSON.stringify(Object.fromEntries(short));
  }
  return text.length > bounds.message ? "{}" : text;
}
