import { encoded } from "./encoded.ts";
import type { ReportElement } from "./reportElement.ts";

/** Some bytes of another report: which one, and from where to where. */
export interface ForeignBytes {
  readonly report: number;
  readonly start: number;
  readonly end: number;
}

/** The tag that stood there, changed. */
export interface ChangedTag {
  /** The values that its attributes get. */
  readonly values: ReadonlyMap<string, string>;
  /** Whether the element was empty, and is so no more. */
  readonly isOpened: boolean;
}

/** What is put somewhere: bytes, those of another report, or what stood there with changes. */
export type Piece = Uint8Array | ForeignBytes | ChangedTag;

/** What is to be put in the place of some bytes. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
}

interface ChangedElement {
  readonly element: ReportElement;
  readonly values: Map<string, string>;
  readonly added: (ForeignBytes | string)[];
}

/** Gathers changes of a report. Whatever no edit names stays as it is, byte for byte. */
export class Edits {
  readonly #encoding: string;
  readonly #edits: Edit[] = [];
  readonly #elements = new Map<number, ChangedElement>();

  constructor(encoding: string) {
    this.#encoding = encoding;
  }

  /** Takes an element away. */
  remove({ start, end }: ReportElement): void {
    this.#edits.push({ start, end, pieces: [] });
  }

  /** Gives an attribute that an element has another value. */
  setAttribute(element: ReportElement, name: string, value: string): void {
    this.#changed(element).values.set(name, value);
  }

  /** Adds something as the last thing inside an element. */
  append(element: ReportElement, piece: ForeignBytes | string): void {
    this.#changed(element).added.push(piece);
  }

  /** Adds markup at a byte. */
  insert(at: number, markup: string): void {
    this.#edits.push({ start: at, end: at, pieces: [this.#bytes(markup)] });
  }

  /** All changes in their order. */
  made(): Edit[] {
    for (const changed of this.#elements.values()) this.#make(changed);
    this.#elements.clear();
    return this.#edits.sort((one, other) => one.start - other.start || one.end - other.end);
  }

  #make({ element, values, added }: ChangedElement): void {
    const { isEmpty, start, openEnd, closeStart, tag } = element;
    const isOpened = isEmpty && added.length > 0;
    if (values.size > 0 || isOpened) this.#edits.push({ start, end: openEnd, pieces: [{ values, isOpened }] });
    if (added.length === 0) return;
    const pieces = added.map((piece) => (typeof piece === "string" ? this.#bytes(piece) : piece));
    if (isEmpty) pieces.push(this.#bytes(`</${tag}>`));
    this.#edits.push({ start: closeStart, end: closeStart, pieces });
  }

  #changed(element: ReportElement): ChangedElement {
    const known = this.#elements.get(element.start);
    if (known !== undefined) return known;
    const changed: ChangedElement = { element, values: new Map(), added: [] };
    this.#elements.set(element.start, changed);
    return changed;
  }

  #bytes(text: string): Uint8Array {
    return encoded(text, this.#encoding);
  }
}
