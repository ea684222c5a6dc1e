/** Where the store says what went wrong: pino's shape, facts first. */
export interface Logger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** A logger that writes warnings and errors to stderr as one line each. */
export const stderrLogger: Logger = {
  info: () => undefined,
  warn: (facts, message) => console.error(`warning: ${message}`, facts),
  error: (facts, message) => console.error(`error: ${message}`, facts),
};
