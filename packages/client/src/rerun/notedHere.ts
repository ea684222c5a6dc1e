import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Notes, readNotes } from "./readNotes.ts";
import { notesVariable } from "./runNote.ts";

/** The file of a `backstory run` around this one, which wants to know as much. */
const outerFile = process.env[notesVariable];

/** Whether a `backstory run` around this one tells what became of the records. */
export const isWithinRun = outerFile !== undefined;

/** What recorders of this very process note while they do something. */
export async function notedHere(record: () => Promise<void>): Promise<Notes> {
  const folder = mkdtempSync(join(tmpdir(), "backstory-run-"));
  const file = join(folder, "notes");
  process.env[notesVariable] = file;
  try {
    await record();
    handOn(file);
    return readNotes(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Hands notes on to the `backstory run` around this one, if there is one. */
export function handOn(file: string): void {
  if (outerFile !== undefined && existsSync(file)) appendFileSync(outerFile, readFileSync(file));
}
