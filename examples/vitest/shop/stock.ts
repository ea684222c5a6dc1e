import { setTimeout as sleep } from "node:timers/promises";

/** What the shop has. Reserving more than there is throws. */
export class Stock {
  readonly #counts: Map<string, number>;

  constructor(counts: Record<string, number>) {
    this.#counts = new Map(Object.entries(counts));
  }

  /** Takes some out, and says how many are left. */
  reserve(name: string, count = 1): number {
    const left = (this.#counts.get(name) ?? 0) - count;
    if (left < 0) throw new RangeError(`only ${this.#counts.get(name) ?? 0} of ${name} left, ${count} wanted`);
    this.#counts.set(name, left);
    return left;
  }

  /** Counts everything, which takes a while. */
  async recount(): Promise<number> {
    await sleep(300);
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }
}
