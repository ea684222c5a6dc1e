import { bytesOf, byteText, encoded } from "./encoded.ts";
import type { ReportElement } from "./reportFile.ts";
import { withAttribute } from "./tagText.ts";

/** Some bytes of another report: which one, and from where to where. */
export interface ForeignBytes {
  readonly report: number;
  readonly start: number;
  readonly end: number;
}

/** What is put somewhere: bytes, or those of another report. */
export type Piece = Uint8Array | ForeignBytes;

/** What is to be put in the place of some bytes. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
}

interface ChangedTag {
  readonly element: ReportElement;
  readonly values: Map<string, string>;
  readonly added: (Piece | string)[];
}

/** Gathers changes of a report. Whatever no edit names stays as it is, byte for byte. */
export class Edits {
  readonly #encoding: string;
  readonly #edits: Edit[] = [];
  readonly #tags = new Map<number, ChangedTag>();

  constructor(encoding: string) {
    this.#encoding = encoding;
  }

  /** Takes an element away. */
  remove({ start, end }: ReportElement): void {
    this.#edits.push({ start, end, pieces: [] });
  }

  /** Gives an attribute that an element has another value. */
  setAttribute(element: ReportElement, name: string, value: string): void {
    this.#tagOf(element).values.set(name, value);
  }

  /** Adds something as the last thing inside an element. */
  append(element: ReportElement, piece: Piece | string): void {
    this.#tagOf(element).added.push(piece);
  }

  /** Adds markup at a byte. */
  insert(at: number, markup: string): void {
    this.#edits.push({ start: at, end: at, pieces: [this.#bytes(markup)] });
  }

  /** All changes in their order. */
  made(): Edit[] {
    for (const tag of this.#tags.values()) this.#make(tag);
    this.#tags.clear();
    return this.#edits.sort((one, other) => one.start - other.start || one.end - other.end);
  }

  #make({ element, values, added }: ChangedTag): void {
    const { open, isEmpty, start, openEnd, closeStart, tag } = element;
    const isOpened = isEmpty && added.length > 0;
    if (values.size > 0 || isOpened) {
      let text = open === undefined ? "" : byteText(open);
      for (const [name, value] of values) text = withAttribute(text, name, value);
      if (isOpened) text = text.replace(/\s*\/>$/, ">");
      this.#edits.push({ start, end: openEnd, pieces: [bytesOf(text)] });
    }
    if (added.length === 0) return;
    const pieces = added.map((piece) => (typeof piece === "string" ? this.#bytes(piece) : piece));
    if (isEmpty) pieces.push(this.#bytes(`</${tag}>`));
    this.#edits.push({ start: closeStart, end: closeStart, pieces });
  }

  #tagOf(element: ReportElement): ChangedTag {
    const known = this.#tags.get(element.start);
    if (known !== undefined) return known;
    const tag: ChangedTag = { element, values: new Map(), added: [] };
    this.#tags.set(element.start, tag);
    return tag;
  }

  #bytes(text: string): Uint8Array {
    return encoded(text, this.#encoding);
  }
}
