import type { ResultToWrite } from "@backstory/model";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import { plainText } from "../harvest/plainValue.ts";

/** Larger numbers lose digits on their way. */
const largestMetric = 2 ** 53;

/** The named values of a result: numbers and truths become metrics, everything else properties. */
export class NamedValues {
  readonly #result: ResultToWrite;

  constructor(result: ResultToWrite) {
    this.#result = result;
  }

  /** Adds a value, in place of one of its name. Of more than a result may carry the first stand. */
  add(name: string, value: unknown): void {
    const key = cutText(name, bounds.word);
    const { metrics = {}, properties = {} } = this.#result;
    // Whether something is so has a history like any number: 1 and 0.
    const number = typeof value === "boolean" ? Number(value) : value;
    if (typeof number === "number" && Math.abs(number) < largestMetric) {
      if (isFull(metrics, key)) return;
      metrics[key] = number;
      this.#result.metrics = metrics;
      delete properties[key];
    } else {
      if (isFull(properties, key)) return;
      properties[key] = cutText(plainText(value), bounds.message);
      this.#result.properties = properties;
      delete metrics[key];
    }
  }

  /** Takes a value out again. */
  remove(name: string): void {
    delete this.#result.metrics?.[name];
    delete this.#result.properties?.[name];
  }
}

function isFull(values: object, key: string): boolean {
  return !Object.hasOwn(values, key) && Object.keys(values).length >= bounds.entries;
}
