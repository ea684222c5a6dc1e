import { stripVTControlCharacters } from "node:util";
import type { ThrownError } from "../recording/failureOf.ts";
import type { FileError } from "./jestTypes.ts";

const named = /^(?:Uncaught )?([A-Za-z_$][\w$.]*): /;
const frames = /\n\s+at .+/s;

/** An error of Jest, which tells it as one text of name, message and frames. */
export function thrownOf(text: string): ThrownError {
  const plain = stripVTControlCharacters(text);
  const head = plain.replace(frames, "");
  const name = named.exec(head)?.[1];
  const message = name === undefined ? head : head.slice(head.indexOf(": ") + 2);
  return { message, stack: text, ...(name === undefined ? {} : { name }) };
}

/** What went wrong outside tests: the message may be empty, or stand in the frames, or only in Jest's own report. */
export function thrownOfFile({ message, stack }: FileError, told: string | null | undefined): ThrownError {
  const words = typeof message === "string" ? message : "";
  const trace = typeof stack === "string" ? stack : "";
  if (trace !== "") return words === "" ? thrownOf(trace) : { ...thrownOf(trace), message: plainHead(words) };
  if (words !== "") return thrownOf(words);
  return { message: plainHead(told ?? ""), stack: told ?? "" };
}

/** Without Jest's headline of a file and without frames. */
function plainHead(text: string): string {
  const plain = stripVTControlCharacters(text).replace(/^\s*● Test suite failed to run\s*/, "");
  return plain.replace(frames, "").trim() || "The file could not be run.";
}
