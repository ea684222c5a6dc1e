import { useLocation, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { ResultView } from "../search/resultView.ts";

/** What the address says of one way to look at results, and puts another in its place; undefined takes it away. */
export function useResultView(
  name: keyof ResultView,
): readonly [string | undefined, (value: string | undefined) => void] {
  const navigate = useNavigate();
  const value = useLocation({ select: ({ search }) => (search as ResultView)[name] });
  const change = useCallback(
    (next: string | undefined) =>
      void navigate({
        to: ".",
        search: (before: object) => ({ ...before, [name]: next }),
        // The line that is linked to, and whether the result was opened from a list, stay as they are.
        hash: true,
        state: true,
        replace: true,
        resetScroll: false,
        hashScrollIntoView: false,
      } as never),
    [navigate, name],
  );
  return [value, change];
}
