import type { BagShape } from "../harvest.ts";
import type { Fact } from "../inTest/facts.ts";
import { packedValue } from "./storedValue.ts";

/** What one test wants to have remembered, by names. */
export type ResultsBag<Shape extends object = BagShape> = keyof Shape extends never
  ? Record<string, unknown>
  : Partial<Shape>;

/** The name of the bag whose entries are recorded by their own names. */
export const defaultBagName = "resultsBag";

/** Marks an object as a bag, also after it came from another process. */
export const bagMark: unique symbol = Symbol.for("backstory.resultsBag");

/** A bag, and the way to tell what was changed inside its entries since they were put in. */
export interface OpenBag<Bag extends object> {
  readonly bag: Bag;
  /** What is in it. */
  readonly entries: object;
  flush(): void;
}

/** A new bag. Each entry is told when it is put in, so that nothing is lost with the process. */
export function openBag<Bag extends object = ResultsBag>(key: string, tell: (fact: Fact) => void): OpenBag<Bag> {
  const told = new Map<string, string>();
  const entries = markedBag({});
  const put = (entry: string, value: unknown) => {
    const packed = packedValue(value);
    if (told.get(entry) === packed.value) return;
    told.set(entry, packed.value);
    tell({ fact: "stored", key, entry, ...packed });
  };
  const bag = new Proxy(entries, {
    defineProperty(target, name, descriptor) {
      const isDefined = Reflect.defineProperty(target, name, descriptor);
      if (isDefined && typeof name === "string") put(name, Reflect.get(target, name));
      return isDefined;
    },
    deleteProperty(target, name) {
      if (typeof name === "string" && told.delete(name)) tell({ fact: "stored", key, entry: name });
      return Reflect.deleteProperty(target, name);
    },
  });
  return {
    bag: bag as Bag,
    entries,
    flush: () => {
      for (const [entry, value] of Object.entries(entries)) if (typeof value === "object") put(entry, value);
    },
  };
}

/** The same object, marked as a bag. */
export function markedBag(entries: Record<string, unknown>): Record<string, unknown> {
  return Object.defineProperty(entries, bagMark, { value: true, enumerable: false });
}
