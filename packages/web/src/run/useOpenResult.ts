import { useNavigate, useRouter } from "@tanstack/react-router";
import { useCallback } from "react";

declare module "@tanstack/history" {
  interface HistoryState {
    /** This address was made by opening a result in the list, so that going back closes it. */
    opened?: boolean;
  }
}

interface OpenResult {
  /** Opens a result: as a step of its own when none is open, in the place of the open one otherwise. */
  open: (testId: string) => void;
  close: () => void;
}

/** Opens and closes results of a run so that the back button closes what was opened, with one step. */
export function useOpenResult(openTest: string | undefined): OpenResult {
  const navigate = useNavigate({ from: "/runs/$runId" });
  const router = useRouter();
  const isOpen = openTest !== undefined;
  const open = useCallback(
    (test: string) =>
      void navigate({
        search: (before) => ({ ...before, test, attempt: undefined, open: undefined }),
        state: (before) => (isOpen ? before : { ...before, opened: true }),
        replace: isOpen,
        resetScroll: false,
      }),
    [navigate, isOpen],
  );
  const close = useCallback(() => {
    if (router.state.location.state.opened) router.history.back();
    else {
      void navigate({
        search: (before) => ({ ...before, test: undefined, attempt: undefined, open: undefined }),
        replace: true,
        resetScroll: false,
      });
    }
  }, [navigate, router]);
  return { open, close };
}
