import { useSearch } from "@tanstack/react-router";

/** The moment that the pages show, or undefined for now. While it is set nothing is live and nobody can act. */
export function useAsof(): string | undefined {
  return useSearch({ strict: false }).asof;
}
