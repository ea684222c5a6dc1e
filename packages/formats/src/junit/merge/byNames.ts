/**
 * Values by two texts, of which many share the first. There is no text made of both for each: of a big report, and of a
 * rerun of all of it, such texts would be most of what is held.
 */
export class ByNames<Value> {
  readonly #values = new Map<string, Map<string, Value>>();

  get(outer: string, name: string): Value | undefined {
    return this.#values.get(outer)?.get(name);
  }

  set(outer: string, name: string, value: Value): void {
    const values = this.#values.get(outer);
    if (values === undefined) this.#values.set(outer, new Map([[name, value]]));
    else values.set(name, value);
  }
}
