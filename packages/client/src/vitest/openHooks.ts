import type { ReportedHookContext } from "vitest/node";

/** Remembers which hook began and did not end. Vitest tells no failure of a hook, but a hook that threw has no end. */
export class OpenHooks {
  readonly #open = new WeakMap<object, ReportedHookContext["name"]>();

  began(hook: ReportedHookContext): void {
    this.#open.set(hook.entity, hook.name);
  }

  ended(hook: ReportedHookContext): void {
    this.#open.delete(hook.entity);
  }

  /** The hook of this test, suite or module that threw. */
  of(entity: object): ReportedHookContext["name"] | undefined {
    return this.#open.get(entity);
  }
}
