import { types } from "node:util";

const deepest = 50;
const mostParts = 100_000;

/** A copy of a value in which what cannot be kept is a text about it, and a word about each such part. */
export function keptParts(value: unknown): { readonly kept: unknown; readonly lost: readonly string[] } {
  const copy = new Copy();
  return { kept: copy.of(value, "", 0), lost: copy.lost };
}

/** One copy in the making: circles lead to the copies of what they lead to. */
class Copy {
  readonly lost: string[] = [];
  readonly #copies = new Map<object, unknown>();

  of(part: unknown, path: string, depth: number): unknown {
    if (typeof part === "function" || typeof part === "symbol") return this.#placeholder(part, path);
    if (typeof part !== "object" || part === null) return part;
    if (this.#copies.has(part)) return this.#copies.get(part);
    const isTooMuch = depth > deepest || this.#copies.size > mostParts;
    return types.isProxy(part) || isTooMuch ? this.#placeholder(part, path) : this.#ofObject(part, path, depth + 1);
  }

  #ofObject(part: object, path: string, depth: number): unknown {
    if (Array.isArray(part)) return this.#ofArray(part, path, depth);
    if (types.isMap(part)) return this.#ofMap(part, path, depth);
    if (types.isSet(part)) return new Set(this.#ofArray([...part], path, depth));
    if (types.isDate(part) || types.isRegExp(part) || ArrayBuffer.isView(part) || types.isAnyArrayBuffer(part))
      return part;
    const copy: Record<string, unknown> = types.isNativeError(part) ? { message: part.message, stack: part.stack } : {};
    this.#copies.set(part, copy);
    for (const key of Object.keys(part)) {
      copy[key] = this.of(fieldOf(part, key), path === "" ? key : `${path}.${key}`, depth);
    }
    return copy;
  }

  #ofArray(part: readonly unknown[], path: string, depth: number): unknown[] {
    const copy: unknown[] = [];
    this.#copies.set(part, copy);
    for (const [index, each] of part.entries()) copy.push(this.of(each, `${path}[${index}]`, depth));
    return copy;
  }

  #ofMap(part: ReadonlyMap<unknown, unknown>, path: string, depth: number): Map<unknown, unknown> {
    const copy = new Map<unknown, unknown>();
    this.#copies.set(part, copy);
    for (const [key, each] of part) copy.set(this.of(key, `${path} key`, depth), this.of(each, `${path} entry`, depth));
    return copy;
  }

  #placeholder(part: unknown, path: string): string {
    this.lost.push(`${path === "" ? "it" : path} (${kindOf(part)})`);
    return `(${kindOf(part)})`;
  }
}

function fieldOf(part: object, key: string): unknown {
  try {
    return Reflect.get(part, key);
  } catch {
    return "(a getter that throws)";
  }
}

function kindOf(part: unknown): string {
  if (typeof part === "function") return part.name === "" ? "a function" : `the function ${part.name}`;
  if (typeof part === "symbol") return String(part);
  return types.isProxy(part) ? "a Proxy" : "an object that is too deep or too large";
}
