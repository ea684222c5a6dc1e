/** Gives a function another text: runners read off it which fixtures a fixture needs. */
export function withText<Action extends (...args: never[]) => unknown>(action: Action, text: string): Action {
  return Object.defineProperty(action, "toString", { value: () => text });
}
