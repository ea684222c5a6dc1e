/** The price after a discount, rounded half up. The version of the regression cuts off instead. */
export function discounted(cents: number, percent: number): number {
  const exact = cents * (100 - percent);
  return Math.floor((process.env["EXAMPLE_REGRESSION"] ? exact : exact + 50) / 100);
}

/** The price as the shop shows it. */
export function formatted(cents: number): string {
  return `${(cents / 100).toFixed(2)} €`;
}
