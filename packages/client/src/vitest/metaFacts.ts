import type { ResultToWrite } from "@backstory/model";
import { bounds } from "@backstory/model/bounds";
import { cutText } from "../cutText.ts";

/** What a test put into `task.meta`: numbers are metrics, the rest properties. What JSON cannot carry is left out. */
export function factsOfMeta(meta: object): Pick<ResultToWrite, "properties" | "metrics"> {
  const properties: Record<string, string> = {};
  const metrics: Record<string, number> = {};
  let count = 0;
  for (const [key, value] of Object.entries(meta)) {
    if (++count > bounds.entries) break;
    const name = cutText(key, bounds.word);
    if (typeof value === "number" && Number.isFinite(value)) metrics[name] = value;
    else {
      const text = textOf(value);
      if (text !== undefined) properties[name] = cutText(text, bounds.message);
    }
  }
  return {
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(Object.keys(metrics).length === 0 ? {} : { metrics }),
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
