import type { CaseName } from "./caseName.ts";

const none: ReadonlySet<string> = new Set();

/** The classes that have a test of a name: most names have one. */
export class ClassesByName {
  readonly #classes = new Map<string, string | Set<string>>();

  add({ name, classname }: Pick<CaseName, "name" | "classname">): void {
    const known = this.#classes.get(name);
    if (known === undefined) this.#classes.set(name, classname);
    else if (typeof known !== "string") known.add(classname);
    else if (known !== classname) this.#classes.set(name, new Set([known, classname]));
  }

  of(name: string): ReadonlySet<string> {
    const known = this.#classes.get(name) ?? none;
    return typeof known === "string" ? new Set([known]) : known;
  }

  names(): Iterable<string> {
    return this.#classes.keys();
  }
}
