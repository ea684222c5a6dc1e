import type { ResultToWrite } from "@backstory/model";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";

/** What Allure's integration puts there for its own reporter. */
const ofAllure: ReadonlySet<string> = new Set([
  "allureRuntimeMessages",
  "allureGlobalRuntimeMessages",
  "allureSkip",
  "vitestWorker",
]);

/** Adds what a test put into `task.meta`: numbers as metrics, the rest as properties. What JSON cannot carry is left out. */
export function addMeta(result: ResultToWrite, meta: object): void {
  const properties: Record<string, string> = {};
  const metrics: Record<string, number> = {};
  const keys = Object.keys(meta)
    .filter((key) => !ofAllure.has(key))
    .slice(0, bounds.entries);
  if (keys.length === 0) return;
  for (const key of keys) {
    const value: unknown = meta[key as keyof typeof meta];
    const name = cutText(key, bounds.word);
    if (typeof value === "number" && Number.isFinite(value)) metrics[name] = value;
    else {
      const text = textOf(value);
      if (text !== undefined) properties[name] = cutText(text, bounds.message);
    }
  }
  if (Object.keys(properties).length > 0) result.properties = properties;
  if (Object.keys(metrics).length > 0) result.metrics = metrics;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
