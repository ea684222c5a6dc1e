import type { RunResult } from "@backstory/model";
import { useEffect, useRef } from "react";
import { useKeys } from "../keyboard/useKeys.ts";
import { useBack } from "../shell/useBack.ts";
import { outcomes } from "../status/outcomes.ts";

interface FailureKeys {
  results: readonly RunResult[];
  openTest: string | undefined;
  loadMore: () => Promise<boolean>;
  open: (testId: string) => void;
  close: () => void;
}

/** `n` and `N` open the next and the previous failure, fetching further pages on the way; `Esc` closes, or goes back. */
export function useFailureKeys(keys: FailureKeys): void {
  const latest = useRef(keys);
  const back = useBack();
  useEffect(() => {
    latest.current = keys;
  });

  const show = (result: RunResult | undefined) => {
    if (result) latest.current.open(result.testId);
  };
  const next = async () => {
    for (;;) {
      const { results, openTest, loadMore } = latest.current;
      const from = results.findIndex((result) => result.testId === openTest);
      const found = results.slice(from + 1).find(isFailure);
      if (found) return show(found);
      if (!(await loadMore())) return;
      await afterRender();
    }
  };
  useKeys({
    n: () => void next(),
    N: () => {
      const from = keys.results.findIndex((result) => result.testId === keys.openTest);
      show(keys.results.slice(0, Math.max(from, 0)).findLast(isFailure));
    },
    Escape: () => (keys.openTest === undefined ? back() : keys.close()),
  });
}

function isFailure(result: RunResult): boolean {
  return outcomes[result.outcome].failing;
}

function afterRender(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}
