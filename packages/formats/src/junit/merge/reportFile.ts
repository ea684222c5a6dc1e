import { unreadable } from "../../unreadable.ts";
import { broken, scanTags, type Tag } from "./scanTags.ts";
import { attributesIn, decoderNamed, nameIn } from "./tagText.ts";

/** An element: its bytes are `start` to `end`, those of its first tag `start` to `openEnd`. */
export interface ReportElement {
  readonly tag: string;
  /** The name without a namespace's prefix. */
  readonly kind: string;
  readonly start: number;
  readonly openEnd: number;
  readonly isEmpty: boolean;
  readonly parent: ReportElement | undefined;
  readonly children: ReportElement[];
  readonly attributes: Readonly<Record<string, string>>;
  /** The bytes of its first tag; only suites and cases keep them. */
  readonly open: Uint8Array | undefined;
  closeStart: number;
  end: number;
}

/** A JUnit XML file as elements that know which of its bytes they are; the bytes themselves are elsewhere. */
export interface ReportFile {
  readonly encoding: string;
  readonly suites: readonly ReportElement[];
  readonly cases: readonly ReportElement[];
}

/** How many bytes the line that names the encoding may have. */
const firstLine = 200;
const suiteKinds = new Set(["testsuites", "testsuite"]);

/** Reads what a file holds of suites, the cases in them, and what stands in these. It throws when it is no whole JUnit XML. */
export function readReport(chunks: Iterable<Uint8Array>): ReportFile {
  const reading = new Reading();
  scanTags(reading.watched(chunks), reading);
  return reading.report();
}

class Reading {
  readonly #suites: ReportElement[] = [];
  readonly #cases: ReportElement[] = [];
  readonly #open: ReportElement[] = [];
  /** The names of the elements that are open, wanted or not. */
  readonly #names: string[] = [];
  #encoding = "utf-8";
  #decoder = decoderNamed("utf-8");
  #sizeBytes = 0;
  #hasRoot = false;

  /** The chunks on their way; the first line names the encoding. */
  *watched(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
    let head = new Uint8Array();
    for (const chunk of chunks) {
      this.#sizeBytes += chunk.length;
      if (head.length >= firstLine) {
        yield chunk;
        continue;
      }
      const longer = new Uint8Array(head.length + chunk.length);
      longer.set(head);
      longer.set(chunk, head.length);
      head = longer;
      if (head.length >= firstLine) yield this.#learnEncoding(head);
    }
    if (head.length < firstLine) yield this.#learnEncoding(head);
  }

  open(tag: Tag, isEmpty: boolean): void {
    const text = this.#decoder.decode(tag.bytes);
    const name = nameIn(text);
    if (this.#names.length === 0 && this.#hasRoot) throw broken("it has several roots");
    this.#hasRoot = true;
    const element = this.#elementOf(tag, { text, name, isEmpty });
    if (element !== undefined) this.#keep(element);
    this.#names.push(name);
    if (isEmpty) this.#finish(tag.end, tag.end);
  }

  close(tag: Tag): void {
    const name = nameIn(this.#decoder.decode(tag.bytes));
    if (this.#names.at(-1) !== name) throw broken(`</${name}> ends what did not begin`);
    this.#finish(tag.start, tag.end);
  }

  report(): ReportFile {
    if (this.#sizeBytes === 0) throw unreadable("JUnit XML", "it is empty");
    if (this.#names.length > 0) throw broken("it breaks off");
    if (this.#suites.length === 0) {
      throw unreadable("JUnit XML", "its root is neither <testsuites> nor <testsuite>");
    }
    return { encoding: this.#encoding, suites: this.#suites, cases: this.#cases };
  }

  #learnEncoding(head: Uint8Array): Uint8Array {
    const first = new TextDecoder("latin1").decode(head.subarray(0, firstLine));
    const named =
      /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(first)?.[1] ?? "utf-8";
    // What is UTF-16 has been made UTF-8 before, though its first line still says otherwise.
    this.#encoding = /^utf-?16/i.test(named) ? "utf-8" : named.toLowerCase();
    this.#decoder = decoderNamed(this.#encoding);
    return head;
  }

  #elementOf(tag: Tag, { text, name, isEmpty }: { text: string; name: string; isEmpty: boolean }) {
    const kind = name.slice(name.indexOf(":") + 1);
    const parent = this.#open.at(-1);
    if (!this.#isWanted(kind, parent)) return undefined;
    const isNamed = suiteKinds.has(kind) || kind === "testcase";
    const element: ReportElement = {
      tag: name,
      kind,
      start: tag.start,
      openEnd: tag.end,
      isEmpty,
      parent,
      children: [],
      attributes: isNamed ? attributesIn(text) : {},
      open: isNamed || isEmpty ? tag.bytes : undefined,
      closeStart: tag.end,
      end: tag.end,
    };
    return element;
  }

  /** Suites, the cases in them, and the children of these; below, only the names count. */
  #isWanted(kind: string, parent: ReportElement | undefined): boolean {
    if (this.#names.length !== this.#open.length) return false;
    if (parent === undefined) return suiteKinds.has(kind);
    return parent.kind === "testcase" || (suiteKinds.has(parent.kind) && (suiteKinds.has(kind) || kind === "testcase"));
  }

  #keep(element: ReportElement): void {
    element.parent?.children.push(element);
    this.#open.push(element);
    if (element.kind === "testcase" && element.parent?.kind !== "testcase") this.#cases.push(element);
    else if (suiteKinds.has(element.kind) && element.parent?.kind !== "testcase") this.#suites.push(element);
  }

  #finish(closeStart: number, end: number): void {
    if (this.#names.length === this.#open.length) {
      const element = this.#open.pop();
      if (element !== undefined) Object.assign(element, { closeStart, end });
    }
    this.#names.pop();
  }
}

/** The suites that an element stands in, nearest first. */
export function suitesAround(element: ReportElement): ReportElement[] {
  const suites: ReportElement[] = [];
  for (let suite = element.parent; suite !== undefined; suite = suite.parent) suites.push(suite);
  return suites;
}
