/**
 * Tells tests apart that have one name in one suite, as each-tables without placeholders make them: the second is
 * `name #2`, and so on in the order of the file. Without that they would pass for attempts of one test.
 */
export class RepeatedNames {
  readonly #counts = new Map<string, Map<string, number>>();

  /** The name that only this test has in its suite. Ask once for each test, in the order of the file. */
  next(suite: string, name: string): string {
    const names = this.#counts.get(suite) ?? new Map<string, number>();
    this.#counts.set(suite, names);
    const number = (names.get(name) ?? 0) + 1;
    names.set(name, number);
    return number === 1 ? name : `${name} #${number}`;
  }
}
