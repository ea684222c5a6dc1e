/** The bytes of a file that are looked at now, by their places in the file: what was passed is forgotten. */
export class ByteWindow {
  readonly #chunks: Iterator<Uint8Array>;
  #bytes = new Uint8Array();
  #base = 0;
  #hasEnded = false;

  constructor(chunks: Iterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.iterator]();
  }

  /** The byte at a place; undefined behind the end. */
  at(place: number): number | undefined {
    while (place - this.#base >= this.#bytes.length) if (!this.#grow()) return undefined;
    return this.#bytes[place - this.#base];
  }

  /** Where the byte is found next; undefined when it is nowhere. */
  indexOf(byte: number, from: number): number | undefined {
    for (let start = from; ; ) {
      const found = this.#bytes.indexOf(byte, start - this.#base);
      if (found >= 0) return this.#base + found;
      start = Math.max(from, this.#base + this.#bytes.length);
      if (!this.#grow()) return undefined;
    }
  }

  /** The same, for which nothing is kept that stands before it. */
  skipTo(byte: number, from: number): number | undefined {
    for (;;) {
      this.forget(from);
      const found = this.#bytes.indexOf(byte, Math.max(from - this.#base, 0));
      if (found >= 0) return this.#base + found;
      this.forget(this.#base + this.#bytes.length);
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

  slice(start: number, end: number): Uint8Array {
    return this.#bytes.slice(start - this.#base, end - this.#base);
  }

  /** Forgets what stands before a place. */
  forget(place: number): void {
    const passed = Math.min(place - this.#base, this.#bytes.length);
    if (passed <= 0 || passed < this.#bytes.length / 2) return;
    this.#bytes = this.#bytes.slice(passed);
    this.#base += passed;
  }

  #grow(): boolean {
    if (this.#hasEnded) return false;
    const next = this.#chunks.next();
    if (next.done) {
      this.#hasEnded = true;
      return false;
    }
    const joined = new Uint8Array(this.#bytes.length + next.value.length);
    joined.set(this.#bytes);
    joined.set(next.value, this.#bytes.length);
    this.#bytes = joined;
    return true;
  }
}
