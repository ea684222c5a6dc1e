import { discounted } from "./money.ts";

/** What a customer is about to buy: items by name, each with its price and how many of it. */
export class Cart {
  readonly lines = new Map<string, { cents: number; count: number }>();

  /** Puts some of one item into the cart. */
  add(name: string, cents: number, count = 1): void {
    if (count < 1) throw new RangeError(`cannot add ${count} of ${name}`);
    this.lines.set(name, { cents, count: count + (this.lines.get(name)?.count ?? 0) });
  }

  /** The price of everything after a discount, in cents. */
  total(percent = 0): number {
    return discounted(
      [...this.lines.values()].reduce((sum, { cents, count }) => sum + cents * count, 0),
      percent,
    );
  }

  /** One line an item, in the order in which they were added. */
  receipt(): string[] {
    return [...this.lines].map(([name, { count }]) => `${count} x ${name}`);
  }
}
