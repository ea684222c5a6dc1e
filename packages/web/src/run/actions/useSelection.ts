import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useKeys } from "../../keyboard/useKeys.ts";

/** The tests of a list that something will be done to. */
export interface Selection {
  readonly testIds: readonly string[];
  readonly has: (testId: string) => boolean;
  /** Takes a test in or out; with `toHere` all that stand between it and the one before. */
  readonly choose: (testId: string, toHere: boolean) => void;
  readonly clear: () => void;
}

const none: ReadonlySet<string> = new Set();

/** What is chosen in a list whose tests stand in this order: `x` for the row of the keyboard, `X` up to it. */
export function useSelection(order: readonly string[]): Selection {
  const [chosen, setChosen] = useState(none);
  const last = useRef<string>(undefined);
  const latest = useRef(order);
  useEffect(() => {
    latest.current = order;
  });

  const choose = useCallback((testId: string, toHere: boolean) => {
    const from = last.current;
    last.current = testId;
    setChosen((before) => {
      const next = new Set(before);
      if (toHere && from !== undefined) for (const each of between(latest.current, from, testId)) next.add(each);
      else if (!next.delete(testId)) next.add(testId);
      return next;
    });
  }, []);
  const clear = useCallback(() => setChosen(none), []);
  const chooseFocused = (toHere: boolean) => {
    const testId = focusedTest();
    return testId !== undefined && choose(testId, toHere);
  };
  useKeys({ x: () => chooseFocused(false), X: () => chooseFocused(true) });
  return useMemo(
    () => ({ testIds: [...chosen], has: (testId: string) => chosen.has(testId), choose, clear }),
    [chosen, choose, clear],
  );
}

/** The test of the row on which the keyboard stands. */
export function focusedTest(): string | undefined {
  const link = document.activeElement?.closest(".grid-row")?.querySelector<HTMLAnchorElement>("a.rowLink");
  return link ? (new URL(link.href).searchParams.get("test") ?? undefined) : undefined;
}

function between(order: readonly string[], from: string, to: string): readonly string[] {
  const [one, other] = [order.indexOf(from), order.indexOf(to)];
  if (one === -1 || other === -1) return [to];
  return order.slice(Math.min(one, other), Math.max(one, other) + 1);
}
