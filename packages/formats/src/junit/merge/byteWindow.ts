/** The bytes of a file that are looked at now, by their places in the file: what was passed is forgotten. */
export class ByteWindow {
  readonly #chunks: Iterator<Uint8Array>;
  /** What there is room for. It is used again and again, so that a long file leaves nothing to collect. */
  #room = new Uint8Array();
  #bytes = new Uint8Array();
  /** The place of the first byte. */
  #base = 0;
  /** What stands before this place is not asked for again. */
  #needed = 0;
  #hasEnded = false;

  constructor(chunks: Iterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.iterator]();
  }

  /** The byte at a place; undefined behind the end. */
  at(place: number): number | undefined {
    const index = place - this.#base;
    return index < this.#bytes.length ? this.#bytes[index] : this.#later(place);
  }

  /** Where the byte is found next; undefined when it is nowhere. Nothing is kept that stands before it. */
  skipTo(byte: number, from: number): number | undefined {
    for (let start = from; ; ) {
      this.#needed = start;
      const found = this.#bytes.indexOf(byte, Math.max(start - this.#base, 0));
      if (found >= 0) return this.#base + found;
      start = Math.max(from, this.#base + this.#bytes.length);
      this.#needed = start;
      if (!this.#grow()) return undefined;
    }
  }

  /** Whether these characters stand at a place. */
  has(text: string, place: number): boolean {
    for (let index = 0; index < text.length; index++) {
      if (this.at(place + index) !== text.charCodeAt(index)) return false;
    }
    return true;
  }

  /** The bytes between two places that were looked at. They are lent: the next look may change them. */
  lend(start: number, end: number): Uint8Array {
    return this.#bytes.subarray(start - this.#base, end - this.#base);
  }

  #later(place: number): number | undefined {
    while (place - this.#base >= this.#bytes.length) if (!this.#grow()) return undefined;
    return this.#bytes[place - this.#base];
  }

  #grow(): boolean {
    if (this.#hasEnded) return false;
    const next = this.#chunks.next();
    if (next.done) {
      this.#hasEnded = true;
      return false;
    }
    this.#append(next.value);
    return true;
  }

  #append(chunk: Uint8Array): void {
    const passed = Math.min(this.#needed - this.#base, this.#bytes.length);
    const kept = this.#bytes.subarray(passed);
    const length = kept.length + chunk.length;
    if (length > this.#room.length) {
      const room = new Uint8Array(length + kept.length);
      room.set(kept);
      this.#room = room;
    } else this.#room.copyWithin(0, passed, this.#bytes.length);
    this.#room.set(chunk, kept.length);
    this.#bytes = this.#room.subarray(0, length);
    this.#base += passed;
  }
}
