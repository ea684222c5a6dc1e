import type { Tag } from "./scanTags.ts";
import type { TextHashes } from "./textHashes.ts";

/** The texts that are sought in the attributes of one name. */
export interface SoughtValues {
  readonly attribute: string;
  readonly texts: TextHashes;
}

const [quote, apostrophe, slash, lessThan, equals, greaterThan] = [0x22, 0x27, 0x2f, 0x3c, 0x3d, 0x3e];
/** What may stand before the name of an attribute, beside blanks. */
const separators = [quote, apostrophe, slash, lessThan, equals, greaterThan];

/**
 * Whether an attribute of a tag may have a value that is sought in those of its name, by the bytes alone: a missing one
 * is as good as an empty one. What only the decoded tag tells may be.
 */
export function mayHaveValue(tag: Tag, sought: readonly SoughtValues[]): boolean {
  return sought.some((values) => mayBeIn(tag, values));
}

function mayBeIn({ bytes, marks }: Tag, { attribute, texts }: SoughtValues): boolean {
  let isMissing = true;
  for (let index = 0; index < marks.length; index += 2) {
    const [start, end] = [marks[index] as number, marks[index + 1] as number];
    const nameEnd = endOfName(bytes, start);
    if (nameEnd < 0) return true;
    if (!isCalled(bytes, nameEnd, attribute)) continue;
    if (texts.mayHold(bytes, start + 1, end)) return true;
    isMissing = false;
  }
  return isMissing && texts.mayHold(bytes, 0, 0);
}

/** Where the name ends whose value begins with this quotation mark; -1 when that is not plain to see. */
function endOfName(tag: Uint8Array, mark: number): number {
  const sign = beforeBlanks(tag, mark);
  if (tag[sign - 1] !== equals) return -1;
  const end = beforeBlanks(tag, sign - 1);
  return (tag[end - 1] ?? 0) > 0x7f ? -1 : end;
}

function beforeBlanks(tag: Uint8Array, from: number): number {
  let at = from;
  while (isBlank(tag[at - 1] as number)) at -= 1;
  return at;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** What stands before the name and is not ASCII may be a blank or a part of it: then it may be called so. */
function isCalled(tag: Uint8Array, end: number, name: string): boolean {
  const start = end - name.length;
  for (let index = name.length - 1; index >= 0; index--) {
    if (tag[start + index] !== name.charCodeAt(index)) return false;
  }
  const before = tag[start - 1] ?? 0;
  return before > 0x7f || isBlank(before) || separators.includes(before);
}
