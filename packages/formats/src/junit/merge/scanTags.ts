import { unreadable } from "../../unreadable.ts";
import { ByteWindow } from "./byteWindow.ts";

/** A tag by the bytes that it is. All of it is lent: whoever wants it later copies it. */
export interface Tag {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
  /** Where a quoted value begins and where it ends, in turn, in the bytes. */
  readonly marks: readonly number[];
}

/** Is told of the tags of a file in their order. */
export interface TagListener {
  open(tag: Tag, isEmpty: boolean): void;
  close(tag: Tag): void;
}

const [lessThan, greaterThan, quote, apostrophe, slash] = [0x3c, 0x3e, 0x22, 0x27, 0x2f];
const [exclamation, question] = [0x21, 0x3f];

/** What is no tag, by its beginning and its end. A document type is looked through by itself. */
const others: readonly (readonly [begin: string, end: string])[] = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
];

/**
 * Streams the tags of an XML file with their bytes, in any encoding whose markup is that of ASCII. Text is passed over, so
 * that whatever it holds stays as it is.
 */
export function scanTags(chunks: Iterable<Uint8Array>, listener: TagListener): void {
  const window = new ByteWindow(chunks);
  const marks: number[] = [];
  for (let place = 0; ; ) {
    const start = window.skipTo(lessThan, place);
    if (start === undefined) return;
    place = endOfOther(window, start) ?? takeTag(window, start, { marks, listener });
  }
}

function takeTag(
  window: ByteWindow,
  start: number,
  { marks, listener }: { readonly marks: number[]; readonly listener: TagListener },
): number {
  const end = endOfTag(window, start, marks);
  const bytes = window.lend(start, end);
  const tag = { start, end, bytes, marks };
  if (bytes[1] === slash) listener.close(tag);
  else listener.open(tag, bytes[bytes.length - 2] === slash);
  return end;
}

function endOfOther(window: ByteWindow, start: number): number | undefined {
  const next = window.at(start + 1);
  if (next !== exclamation && next !== question) return undefined;
  for (const [begin, end] of others) if (window.has(begin, start)) return endBy(window, end, start + begin.length);
  return next === exclamation ? endOfDocumentType(window, start) : undefined;
}

function endBy(window: ByteWindow, end: string, from: number): number {
  for (let place = from; ; place++) {
    const found = window.skipTo(end.charCodeAt(0), place);
    if (found === undefined) throw broken("it breaks off");
    if (window.has(end, found)) return found + end.length;
    place = found;
  }
}

/** In square brackets it may declare things, which have angle brackets of their own. */
function endOfDocumentType(window: ByteWindow, start: number): number {
  let depth = 0;
  for (let place = start; ; place++) {
    const byte = window.at(place);
    if (byte === undefined) throw broken("it breaks off");
    if (byte === quote || byte === apostrophe) place = endOfQuoted(window, place);
    else if (byte === lessThan) depth += 1;
    else if (byte === greaterThan && --depth === 0) return place + 1;
  }
}

/** It gathers where the quoted values in the tag begin and end. */
function endOfTag(window: ByteWindow, start: number, marks: number[]): number {
  marks.length = 0;
  for (let place = start + 1; ; place++) {
    const byte = window.at(place);
    if (byte === undefined) throw broken("it has a tag that does not end");
    if (byte === lessThan) throw broken("it has a tag in a tag");
    if (byte === greaterThan) return place + 1;
    if (byte !== quote && byte !== apostrophe) continue;
    const end = endOfQuoted(window, place);
    marks.push(place - start, end - start);
    place = end;
  }
}

/** Values are short: looking at their bytes is quicker than to search for the mark. */
function endOfQuoted(window: ByteWindow, start: number): number {
  const mark = window.at(start);
  for (let place = start + 1; ; place++) {
    const byte = window.at(place);
    if (byte === mark) return place;
    if (byte === undefined) throw broken("it has a tag that does not end");
  }
}

/** The error of a file that cannot be brought up to date. */
export function broken(why: string): Error {
  return unreadable("JUnit XML", `it is not whole XML: ${why}`);
}
