import { useEffect } from "react";
import { useKeys } from "../keyboard/useKeys.ts";
import { paletteDoor } from "../palette/paletteDoor.ts";

/** What every page does: its title, and the key `/`, which goes to its search field or else opens the palette. */
export function usePage(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "Backstory" : `${title} · Backstory`;
  }, [title]);
  useKeys({
    "/": () => {
      const field = document.querySelector<HTMLInputElement>("[data-search]");
      if (field) field.select();
      else paletteDoor.open();
    },
  });
}
