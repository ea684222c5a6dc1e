import { existsSync, readFileSync } from "node:fs";
import type { DeliveryNote, RunNote } from "./runNote.ts";

/** What the recorders of a command left for it. */
export interface Notes {
  readonly runs: readonly RunNote[];
  readonly deliveries: readonly DeliveryNote[];
}

/** Reads a file of notes, which is there once a recorder has ended. A line that was cut off is passed over. */
export function readNotes(file: string): Notes {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const notes = lines.map(noteOf).filter((note) => note !== undefined);
  return {
    runs: notes.filter((note) => "runner" in note),
    deliveries: notes.filter((note) => "isDelivered" in note),
  };
}

function noteOf(line: string): RunNote | DeliveryNote | undefined {
  try {
    return JSON.parse(line) as RunNote | DeliveryNote;
  } catch {
    return undefined;
  }
}
