import { currentTest } from "./currentTest.ts";
import type { CurrentTest } from "./facts.ts";
import { fileToAttach, tellFact, tellFile } from "./tellFact.ts";

/** What a test can tell of itself. Wrong words are a TypeError at once, whether anything is recorded or not. */
export interface Verbs {
  /** Records that something happened, now. The payload holds texts only. */
  recordEvent(name: string, payload?: Readonly<Record<string, string>>): void;
  /** Attaches bytes or a text under a name, or a file by its path. It never fails a test. */
  attach(nameOrPath: string, bytes?: Uint8Array | string, options?: { readonly mediaType?: string }): void;
  /** Records a number, or whether something is so; it has a history. */
  metric(name: string, value: number | boolean): void;
  /** Records a text under a name. */
  property(name: string, value: string): void;
  /** Says what the test is about. */
  describeTest(text: string): void;
}

/** The five verbs for the test that a function finds at each call. */
export function verbsFor(find: () => CurrentTest | undefined): Verbs {
  return {
    recordEvent(name, payload) {
      checkName("an event", name);
      checkPayload(payload);
      const at = new Date().toISOString();
      tellFact(find(), { fact: "event", name, ...(payload === undefined ? {} : { payload: { ...payload } }), at });
    },
    attach(nameOrPath, bytes, { mediaType } = {}) {
      checkName("an attachment", nameOrPath);
      if (bytes !== undefined && typeof bytes !== "string" && !ArrayBuffer.isView(bytes)) {
        throw new TypeError(`an attachment is bytes or a text, not ${kindOf(bytes)}`);
      }
      tellFile(find(), fileToAttach(nameOrPath, bytes, mediaType));
    },
    metric(name, value) {
      checkName("a metric", name);
      if (typeof value !== "number" && typeof value !== "boolean") {
        throw new TypeError(`a metric is a number or a boolean: '${name}' is ${kindOf(value)}`);
      }
      // JSON has no word for NaN and infinity; as texts they are kept.
      const isCarried = typeof value === "boolean" || Number.isFinite(value);
      tellFact(find(), isCarried ? { fact: "metric", name, value } : { fact: "property", name, value: String(value) });
    },
    property(name, value) {
      checkName("a property", name);
      if (typeof value !== "string") throw new TypeError(`a property is a text: '${name}' is ${kindOf(value)}`);
      tellFact(find(), { fact: "property", name, value });
    },
    describeTest(text) {
      if (typeof text !== "string") throw new TypeError(`the description of a test is a text, not ${kindOf(text)}`);
      tellFact(find(), { fact: "description", text });
    },
  };
}

/** The five verbs for the test that the caller runs in. */
export const { recordEvent, attach, metric, property, describeTest }: Verbs = verbsFor(currentTest);

function checkName(what: string, name: unknown): void {
  if (typeof name !== "string") throw new TypeError(`the name of ${what} is a text, not ${kindOf(name)}`);
}

function checkPayload(payload: unknown): void {
  if (payload === undefined) return;
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) {
    throw new TypeError(`the payload of an event is an object of texts, not ${kindOf(payload)}`);
  }
  const wrong = Object.entries(payload).filter(([, value]) => typeof value !== "string");
  if (wrong.length === 0) return;
  const said = wrong.map(([key, value]) => `'${key}' is ${kindOf(value)}`).join(", ");
  throw new TypeError(`the payload of an event holds texts only: ${said}`);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
