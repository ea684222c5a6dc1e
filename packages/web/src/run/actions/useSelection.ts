import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useKeys } from "../../keyboard/useKeys.ts";
import { mostChosen } from "../../search/runSearch.ts";

/** The tests of a list that something will be done to. */
export interface Selection {
  readonly testIds: readonly string[];
  readonly has: (testId: string) => boolean;
  /** Takes a test in or out; with `toHere` all that stand between it and the one before. */
  readonly choose: (testId: string, toHere: boolean) => void;
  readonly clear: () => void;
}

/**
 * What is chosen in a list of the run's tests, which stand in this order: `x` for the row of the keyboard, `X` up to it. It
 * stands in the address unless it is too much for one.
 */
export function useSelection(order: readonly string[]): Selection {
  const [chosen, setChosen] = useChosen();
  const last = useRef<string>(undefined);
  const latest = useRef(order);
  useEffect(() => {
    latest.current = order;
  });

  const choose = useCallback(
    (testId: string, toHere: boolean) => {
      const from = last.current;
      last.current = testId;
      setChosen((before) => {
        const next = new Set(before);
        if (toHere && from !== undefined) for (const each of between(latest.current, from, testId)) next.add(each);
        else if (!next.delete(testId)) next.add(testId);
        return next;
      });
    },
    [setChosen],
  );
  const clear = useCallback(() => setChosen(() => new Set()), [setChosen]);
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

type Change = (before: ReadonlySet<string>) => ReadonlySet<string>;

/**
 * What is chosen of a run. The address says it when one comes to the page; from then on the page does, and the address
 * follows: it would else be as it was whenever a result is closed by going back.
 */
function useChosen(): readonly [ReadonlySet<string>, (change: Change) => void] {
  const { runId } = useParams({ from: "/runs/$runId" });
  const { chosen: inAddress = "" } = useSearch({ from: "/runs/$runId" });
  const navigate = useNavigate({ from: "/runs/$runId" });
  const [state, setState] = useState(() => ({ runId, chosen: setOf(inAddress) }));
  if (state.runId !== runId) setState({ runId, chosen: setOf(inAddress) });
  const wanted = state.chosen.size > mostChosen ? "" : [...state.chosen].join(",");
  useEffect(() => {
    if (wanted === inAddress) return;
    void navigate({
      search: (before) => ({ ...before, chosen: wanted || undefined }),
      state: true,
      replace: true,
      resetScroll: false,
    });
  }, [wanted, inAddress, navigate]);
  const change = useCallback((next: Change) => setState((before) => ({ ...before, chosen: next(before.chosen) })), []);
  return [state.chosen, change];
}

function setOf(testIds: string): ReadonlySet<string> {
  return new Set(testIds.split(",").filter(Boolean));
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
