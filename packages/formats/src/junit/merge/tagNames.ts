import { nameIn } from "./tagText.ts";

/** What an element is called. Elements of one name have one of these, as long as a report has few names. */
export interface TagName {
  readonly name: string;
  /** The name without a namespace's prefix. */
  readonly kind: string;
  readonly bytes: Uint8Array;
}

/** A report has some ten names. One that has a new name for each element is read all the same. */
const mostKept = 64;
const slash = 0x2f;
/** The space, the line's end, the slash and the bracket, between which a name ends. */
const ends = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, slash, 0x3e]);

/** Tells the names in tags, each of which is decoded once. */
export class TagNames {
  readonly #decoder: InstanceType<typeof TextDecoder>;
  readonly #kept: TagName[] = [];

  constructor(decoder: InstanceType<typeof TextDecoder>) {
    this.#decoder = decoder;
  }

  /** The name in a tag, be it the first or the last one of its element. */
  of(tag: Uint8Array): TagName {
    const start = tag[1] === slash ? 2 : 1;
    for (const kept of this.#kept) if (isNamed(tag, start, kept.bytes)) return kept;
    return this.#learn(tag.subarray(start, endOfName(tag, start)));
  }

  #learn(bytes: Uint8Array): TagName {
    const name = nameIn(`<${this.#decoder.decode(bytes)}>`);
    const learned = { name, kind: name.slice(name.indexOf(":") + 1), bytes: bytes.slice() };
    if (this.#kept.length < mostKept) this.#kept.push(learned);
    return learned;
  }
}

function isNamed(tag: Uint8Array, start: number, name: Uint8Array): boolean {
  for (let index = name.length - 1; index >= 0; index--) if (tag[start + index] !== name[index]) return false;
  return ends.has(tag[start + name.length] ?? 0);
}

function endOfName(tag: Uint8Array, start: number): number {
  let end = start;
  while (end < tag.length && !ends.has(tag[end] ?? 0)) end += 1;
  return end;
}
