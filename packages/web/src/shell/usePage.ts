import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useKeys } from "../keyboard/useKeys.ts";

/** What every page does: its title, and the key `/`, which goes to its search field or else to the search for tests. */
export function usePage(title: string): void {
  const navigate = useNavigate();
  useEffect(() => {
    document.title = title === "" ? "Backstory" : `${title} · Backstory`;
  }, [title]);
  useKeys({
    "/": () => {
      const field = document.querySelector<HTMLInputElement>("[data-search]");
      if (field) field.select();
      else
        void navigate({ to: "/tests" }).then(() => document.querySelector<HTMLInputElement>("[data-search]")?.focus());
    },
  });
}
