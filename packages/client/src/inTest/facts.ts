/** Something that a test told of itself while it ran. Times are ISO 8601; facts stand in the order in which they were told. */
export type Fact =
  | { fact: "event"; name: string; payload?: Record<string, string>; at: string }
  | { fact: "metric"; name: string; value: number | boolean }
  | { fact: "property"; name: string; value: string }
  | { fact: "description"; text: string }
  | AttachedFile
  | StoredValue
  | { fact: "allure"; message: unknown };

/** A file that a test attached: `copy` was made then, beside the facts; `source` is where it came from, if from a file. */
export interface AttachedFile {
  readonly fact: "attachment";
  readonly name: string;
  readonly mediaType?: string;
  readonly copy: string;
  readonly source?: { readonly path: string; readonly sizeBytes: number; readonly modifiedMs: number };
}

/** A value for harvesting, by the key of its store: an entry of a bag, or a saved fixture when `entry` is missing. */
export interface StoredValue {
  readonly fact: "stored";
  readonly key: string;
  readonly entry?: string;
  /** The value as `v8.serialize` writes it, in base64. Missing when the entry was taken out again. */
  readonly value?: string;
  /** What of the value could not be kept. */
  readonly trouble?: string;
}

/** The variable that names the folder of facts. A recorder sets it before workers start; without it nothing is told. */
export const factsVariable = "BACKSTORY_FACTS";

/** A file to attach: its bytes, or the path that it is copied from. */
export interface FileToAttach {
  readonly name: string;
  readonly content: Uint8Array | string;
  readonly mediaType?: string;
}

/**
 * The attempt that runs. `key` names it in the process of the test and in that of the recorder alike, each attempt apart;
 * `id` is the test's suite and name, ` > ` between them, as its result has them.
 * `tell` and `attach` are the runner's own way to its reporter where that is right in every case; else the folder of
 * facts is the way.
 */
export interface CurrentTest {
  readonly key: string;
  readonly id?: string;
  readonly tell?: (fact: Fact) => void;
  readonly attach?: (file: FileToAttach) => void;
}
