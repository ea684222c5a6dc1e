import type { ResultToWrite } from "@backstory/model";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";

/** Adds a value to a label of a result, once. */
export function addLabel(result: ResultToWrite, name: string, value: string): void {
  const key = cutText(name, bounds.word);
  const labels = result.labels ?? {};
  const values = labels[key] ?? [];
  const word = cutText(value, bounds.word);
  if (values.includes(word) || values.length >= bounds.entries) return;
  if (values.length === 0 && Object.keys(labels).length >= bounds.entries) return;
  result.labels = { ...labels, [key]: [...values, word] };
}
