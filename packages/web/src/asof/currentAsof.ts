let current: string | undefined;

/** The moment that every question to the API is about, or undefined for now. It follows the address. */
export function currentAsof(): string | undefined {
  return current;
}

/** Called when the address has changed, before its page asks for anything. */
export function setCurrentAsof(asof: string | undefined): void {
  current = asof;
}
