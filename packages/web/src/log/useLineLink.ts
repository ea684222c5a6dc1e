import { useLocation, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { lineLink, linkedLines } from "./lineLink.ts";

interface LineLink {
  /** The first and the last line that the address names in this log, from 1. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** Puts a line into the address, or with `toHere` all lines from the one that is there to it. */
  readonly link: (line: number, toHere: boolean) => void;
}

/** The lines of one log that the address names. */
export function useLineLink(label: string): LineLink {
  const navigate = useNavigate();
  const hash = useLocation({ select: (location) => location.hash });
  const { first, last } = linkedLines(hash, label);
  const link = useCallback(
    (line: number, toHere: boolean) =>
      void navigate({
        to: ".",
        search: (before: object) => before,
        hash: lineLink(label, toHere && first !== undefined ? [first, line] : [line, line]),
        replace: true,
        resetScroll: false,
        hashScrollIntoView: false,
      } as never),
    [navigate, label, first],
  );
  return { first, last, link };
}
