import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

interface Picks {
  /** The runs that are picked to be compared, in the order of picking; two at most. */
  picked: readonly string[];
  /** Picks a run, or lets it go; a third one takes the place of the first. */
  toggle: (runId: string) => void;
  clear: () => void;
  /** Opens the comparison of the two, the older one first; false while there are not two. */
  compare: () => boolean;
}

/** The runs that are picked to be compared, as they stand in the address. */
export function usePicks(pick: string | undefined): Picks {
  const navigate = useNavigate({ from: "/runs" });
  const picked = useMemo(() => (pick ?? "").split(",").filter(Boolean).slice(-2), [pick]);
  const set = useCallback(
    (change: (before: string[]) => string[]) =>
      void navigate({
        search: (before) => {
          const next = change((before.pick ?? "").split(",").filter(Boolean)).slice(-2);
          return { ...before, pick: next.join(",") || undefined };
        },
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const toggle = useCallback(
    (runId: string) =>
      set((before) => (before.includes(runId) ? before.filter((each) => each !== runId) : [...before, runId])),
    [set],
  );
  const clear = useCallback(() => set(() => []), [set]);
  const compare = () => {
    // Ids begin with the time, so that the older run is the lower one.
    const [a, b] = picked.toSorted();
    if (a === undefined || b === undefined) return false;
    void navigate({ to: "/compare", search: { a, b } });
    return true;
  };
  return { picked, toggle, clear, compare };
}
