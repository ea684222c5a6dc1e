import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import { pathFrom } from "../recording/pathFrom.ts";
import { RepeatedNames } from "../recording/repeatedNames.ts";
import type { MochaRunnable, MochaSuite } from "./runnable.ts";
import { SourceLines } from "./sourceLines.ts";

/** What names a test in a record. */
export interface NamedTest {
  readonly suite: string;
  readonly name: string;
  readonly title: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly tags: readonly string[];
}

/** What the tests of one suite and one file have in common. */
interface Place {
  readonly path: string | undefined;
  readonly file: string | undefined;
  readonly suite: string;
  readonly tags: readonly string[];
}

/**
 * The names of tests: the suite is `path/from/root.test.js > describe > describe`. A second test of one name in one
 * suite is `name #2`; the attempts of one test have one name.
 */
export class MochaNames {
  readonly #root: string;
  readonly #repeated = new RepeatedNames();
  readonly #lines = new SourceLines();
  readonly #known = new WeakMap<MochaRunnable, NamedTest>();
  readonly #places = new WeakMap<MochaSuite, Place>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Names every test of a suite, in the order of the files. */
  collect(suite: MochaSuite): void {
    for (const test of suite.tests ?? []) this.of(test);
    for (const inner of suite.suites ?? []) this.collect(inner);
  }

  of(test: MochaRunnable): NamedTest {
    const known = this.#known.get(test);
    if (known !== undefined) return known;
    const first = test.retriedTest?.();
    // From another process each attempt comes as an object of its own.
    const isRetried = first !== null && first !== undefined && typeof first.fullTitle === "function";
    const named = isRetried ? this.of(first) : this.#named(test);
    this.#known.set(test, named);
    return named;
  }

  /** The file of a test, hook or suite from the root, with forward slashes. */
  fileOf(file: string | undefined): string | undefined {
    return file === undefined || file === "" ? undefined : pathFrom(this.#root, file);
  }

  /** The name of a suite that is none of a test: of a hook, or of what failed outside tests. */
  ofPlace({ file, titles }: { file: string | undefined; titles: readonly string[] }): string {
    return [this.fileOf(file), ...titles].filter((word) => word !== undefined && word !== "").join(" > ");
  }

  #named(test: MochaRunnable): NamedTest {
    const { suite, file, tags } = this.#placeOf(test);
    const name = cutText(test.title, bounds.word) || "(no name)";
    return {
      suite,
      name: cutText(this.#repeated.next(suite, name), bounds.word),
      title: test.title,
      file,
      line: this.#lines.of(test),
      tags: test.title.includes("@") ? [...new Set([...tags, ...tagsIn(test.title)])] : tags,
    };
  }

  /** It is known of a whole suite at once, but for the outermost one, which has tests of every file. */
  #placeOf(test: MochaRunnable): Place {
    const { file: path, parent } = test;
    const known = parent && this.#places.get(parent);
    if (known !== undefined && known.path === path) return known;
    const titles = (test.titlePath?.() ?? [test.title]).slice(0, -1);
    const suite = cutText(this.ofPlace({ file: path, titles }), bounds.word);
    const place = { path, file: this.fileOf(path), suite, tags: [...new Set(titles.flatMap(tagsIn))] };
    if (parent !== undefined) this.#places.set(parent, place);
    return place;
  }
}

/** The tags in a title: `adds @fast`, which Mocha's users select by. */
function tagsIn(title: string): readonly string[] {
  return Array.from(title.matchAll(/(?<=^|\s)@[^\s@]+/g), ([word]) => word.slice(1));
}
