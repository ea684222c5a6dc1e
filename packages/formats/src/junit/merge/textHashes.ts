const named: readonly (readonly [text: string, byte: number])[] = [
  ["&lt;", 0x3c],
  ["&gt;", 0x3e],
  ["&amp;", 0x26],
  ["&quot;", 0x22],
  ["&apos;", 0x27],
];
const ampersand = 0x26;
const encoder = new TextEncoder();

/** Some texts as numbers, by which a text in a file that is none of them is told by its bytes, without being decoded. */
export class TextHashes {
  /** How many texts have a number. */
  readonly #counts = new Map<number, number>();
  readonly #isUtf8: boolean;

  constructor(texts: Iterable<string>, encoding: string) {
    const all = [...texts];
    // Bytes that are no UTF-8 stand for such a character, and so for another one than their own.
    this.#isUtf8 = /^utf-?8$/i.test(encoding) && !all.some((text) => text.includes("\ufffd"));
    for (const text of all) this.#add(hashOf(text), 1);
  }

  /** Forgets a text. */
  delete(text: string): void {
    this.#add(hashOf(text), -1);
  }

  /** Whether what stands between two places of a tag may be one of the texts. What is not told by its bytes may be. */
  mayHold(tag: Uint8Array, start: number, end: number): boolean {
    let hash = 0;
    for (let at = start; at < end; at++) {
      let byte = tag[at] as number;
      if (byte > 0x7f && !this.#isUtf8) return true;
      if (byte === ampersand) {
        const entity = named.find(([text]) => stands(text, tag, at));
        if (entity === undefined) return true;
        byte = entity[1];
        at += entity[0].length - 1;
      }
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    return this.#counts.has(hash);
  }

  #add(hash: number, change: number): void {
    const count = (this.#counts.get(hash) ?? 0) + change;
    if (count > 0) this.#counts.set(hash, count);
    else this.#counts.delete(hash);
  }
}

function hashOf(text: string): number {
  return encoder.encode(text).reduce((hash, byte) => (Math.imul(hash, 31) + byte) | 0, 0);
}

function stands(text: string, tag: Uint8Array, at: number): boolean {
  for (let index = 0; index < text.length; index++) if (tag[at + index] !== text.charCodeAt(index)) return false;
  return true;
}
