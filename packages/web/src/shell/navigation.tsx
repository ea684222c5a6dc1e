import { Link, useRouterState } from "@tanstack/react-router";
import { useEffect, useId, useRef, useState } from "react";
import { Icon } from "../parts/icon.tsx";
import { sectionOf, sections } from "./sections.ts";

/** The pages that one can go to: in a row, or behind a button where the row has no room. */
export function Navigation() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const section = sectionOf(path);
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  // biome-ignore lint/correctness/useExhaustiveDependencies: wherever one goes, the list has done its work.
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    if (!isOpen) return;
    const closeOutside = (event: Event) => {
      if (!place.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", closeOutside);
    document.addEventListener("focusin", closeOutside);
    return () => {
      document.removeEventListener("pointerdown", closeOutside);
      document.removeEventListener("focusin", closeOutside);
    };
  }, [isOpen]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what the button within opens.
    <div
      className="navigation"
      ref={place}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen) return;
        event.preventDefault();
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button
        ref={button}
        type="button"
        className="button navigation-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="menu" />
        <span>{section?.word ?? "Pages"}</span>
      </button>
      <nav id={id} aria-label="Sections" data-open={isOpen}>
        {sections.map((one) => (
          <Link key={one.to} to={one.to} aria-current={one === section ? "page" : undefined} activeProps={{}}>
            {one.word}
          </Link>
        ))}
      </nav>
    </div>
  );
}
