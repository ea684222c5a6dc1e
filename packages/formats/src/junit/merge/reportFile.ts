import { unreadable } from "../../unreadable.ts";
import { FailureCounts } from "./failureCounts.ts";
import type { ReportElement } from "./reportElement.ts";
import { broken, scanTags, type Tag } from "./scanTags.ts";
import type { SoughtCases } from "./soughtCases.ts";
import { type TagName, TagNames } from "./tagNames.ts";
import { attributesIn, decoderNamed, ownText } from "./tagText.ts";

/** A JUnit XML file as elements that know which of its bytes they are; the bytes themselves are elsewhere. */
export interface ReportFile {
  readonly encoding: string;
  readonly suites: readonly ReportElement[];
  readonly cases: readonly ReportElement[];
  /** Whether its suites count failures rather than the cases that have any. */
  readonly countsFailures: boolean;
}

type Attributes = Readonly<Record<string, string>>;

/** How many bytes the line that names the encoding may have. */
const firstLine = 200;
const suiteKinds = new Set(["testsuites", "testsuite"]);
/** Most cases hold nothing, and they are many. */
const noChildren: ReportElement[] = [];
const noAttributes: Attributes = {};

/**
 * Reads what a file holds of suites, the cases in them, and what stands in these. Where some are sought, nothing of the
 * others is kept. It throws when the file is no whole JUnit XML.
 */
export function readReport(chunks: Iterable<Uint8Array>, sought?: SoughtCases): ReportFile {
  const reading = new Reading(sought);
  scanTags(reading.watched(chunks), reading);
  return reading.report();
}

class Reading {
  readonly #sought: SoughtCases | undefined;
  readonly #suites: ReportElement[] = [];
  readonly #cases: ReportElement[] = [];
  readonly #failures = new FailureCounts();
  /** The suites that are open, and the case or what stands in it, if that is kept. */
  readonly #open: ReportElement[] = [];
  /** The names of the elements that are open, kept or not. */
  readonly #names: TagName[] = [];
  #encoding = "utf-8";
  #decoder = decoderNamed("utf-8");
  #tagNames = new TagNames(this.#decoder);
  #sizeBytes = 0;
  #hasRoot = false;
  #isReport = false;
  /** How many elements are open with the case that is; 0 outside of cases. */
  #caseDepth = 0;
  #caseFailures = 0;
  /** The class of the case before. */
  #classname = "";

  constructor(sought: SoughtCases | undefined) {
    this.#sought = sought;
  }

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
    const name = this.#tagNames.of(tag.bytes);
    if (this.#names.length === 0 && this.#hasRoot) throw broken("it has several roots");
    this.#hasRoot = true;
    this.#take(tag, name, isEmpty);
    this.#names.push(name);
    if (isEmpty) this.#finish(tag.end, tag.end);
  }

  close(tag: Tag): void {
    const { name } = this.#tagNames.of(tag.bytes);
    if (this.#names.at(-1)?.name !== name) throw broken(`</${name}> ends what did not begin`);
    this.#finish(tag.start, tag.end);
  }

  report(): ReportFile {
    if (this.#sizeBytes === 0) throw unreadable("JUnit XML", "it is empty");
    if (this.#names.length > 0) throw broken("it breaks off");
    if (!this.#isReport) throw unreadable("JUnit XML", "its root is neither <testsuites> nor <testsuite>");
    const countsFailures = this.#failures.isCounted;
    return { encoding: this.#encoding, suites: this.#suites, cases: this.#cases, countsFailures };
  }

  #learnEncoding(head: Uint8Array): Uint8Array {
    const first = new TextDecoder("latin1").decode(head.subarray(0, firstLine));
    const named =
      /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(first)?.[1] ?? "utf-8";
    // What is UTF-16 has been made UTF-8 before, though its first line still says otherwise.
    this.#encoding = /^utf-?16/i.test(named) ? "utf-8" : named.toLowerCase();
    this.#decoder = decoderNamed(this.#encoding);
    this.#tagNames = new TagNames(this.#decoder);
    this.#sought?.readIn(this.#encoding);
    return head;
  }

  /** Suites, the cases in them, and what stands in these are kept; below, and in a case that is not, only names count. */
  #take(tag: Tag, name: TagName, isEmpty: boolean): void {
    const depth = this.#names.length;
    if (depth === this.#caseDepth && depth > 0) {
      if (name.kind === "failure") this.#caseFailures += 1;
      if (this.#open.length === depth) this.#takeChild(tag, name, isEmpty);
    } else if (depth === this.#open.length && this.#caseDepth === 0) {
      if (suiteKinds.has(name.kind)) this.#takeSuite(tag, name, isEmpty);
      else if (name.kind === "testcase" && depth > 0) this.#takeCase(tag, name, isEmpty);
    }
  }

  #takeSuite(tag: Tag, name: TagName, isEmpty: boolean): void {
    const suite = this.#push({ tag, name, isEmpty, attributes: this.#attributesOf(tag) });
    this.#isReport = true;
    if (this.#sought?.takesSuite(suite) ?? true) this.#suites.push(suite);
  }

  #takeCase(tag: Tag, name: TagName, isEmpty: boolean): void {
    this.#caseDepth = this.#names.length + 1;
    this.#caseFailures = 0;
    if (this.#sought?.mayTake(tag) === false) return;
    const attributes = this.#attributesOf(tag);
    if (this.#sought?.takesCase(attributes) === false) return;
    this.#cases.push(this.#push({ tag, name, isEmpty, attributes: this.#kept(attributes) }));
  }

  #takeChild(tag: Tag, name: TagName, isEmpty: boolean): void {
    const around = this.#open.at(-1);
    const child = this.#push({ tag, name, isEmpty });
    if (around === undefined) return;
    if (around.children.length === 0) around.children = [child];
    else around.children.push(child);
  }

  /** What a merge asks of a case, in texts of its own: what is decoded holds the whole tag. Many cases share a class. */
  #kept({ classname = "", name = "", time = "", status = "" }: Attributes): Attributes {
    if (classname !== this.#classname) this.#classname = ownText(classname);
    return { classname: this.#classname, name: ownText(name), time: ownText(time), status: ownText(status) };
  }

  #attributesOf({ bytes }: Tag): Record<string, string> {
    return attributesIn(this.#decoder.decode(bytes));
  }

  #push(opened: {
    readonly tag: Tag;
    readonly name: TagName;
    readonly isEmpty: boolean;
    readonly attributes?: Attributes;
  }): ReportElement {
    const { start, end } = opened.tag;
    const element: ReportElement = {
      tag: opened.name.name,
      kind: opened.name.kind,
      start,
      openEnd: end,
      isEmpty: opened.isEmpty,
      parent: this.#open.at(-1),
      children: noChildren,
      attributes: opened.attributes ?? noAttributes,
      closeStart: end,
      end,
    };
    this.#open.push(element);
    return element;
  }

  #finish(closeStart: number, end: number): void {
    const depth = this.#names.length;
    if (depth === this.#open.length) {
      const element = this.#open.pop();
      if (element !== undefined) this.#close(element, closeStart, end);
    }
    if (depth === this.#caseDepth) this.#finishCase();
    this.#names.pop();
  }

  #close(element: ReportElement, closeStart: number, end: number): void {
    element.closeStart = closeStart;
    element.end = end;
    if (this.#caseDepth === 0) this.#failures.close(element);
  }

  #finishCase(): void {
    this.#caseDepth = 0;
    const suite = this.#open.at(-1);
    if (suite !== undefined && this.#caseFailures > 0) this.#failures.add(suite, this.#caseFailures);
  }
}
