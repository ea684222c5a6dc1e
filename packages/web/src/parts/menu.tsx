import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Icon, type IconName } from "./icon.tsx";
import "./parts.css";
import "./menu.css";

interface MenuProps {
  /** What the button says. */
  label: string;
  icon?: IconName;
  /** Whether the button keeps its width, whatever it says: what stands beside it does not move when that changes. */
  isSteady?: boolean;
  /** The choices: {@link MenuItem}s, and groups of them. */
  children: ReactNode;
}

/** A button with a list of choices; arrow keys move, Enter chooses, Escape and a click elsewhere close. */
export function Menu({ label, icon, isSteady = false, children }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!isOpen) return;
    itemsOf(place.current)[0]?.focus();
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

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div className="menu" ref={place}>
      <button
        ref={button}
        type="button"
        className="button"
        data-steady={isSteady ? "" : undefined}
        title={isSteady ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {icon && <Icon name={icon} />}
        <span aria-live="polite">{label}</span>
      </button>
      {isOpen && (
        <div
          id={id}
          role="menu"
          tabIndex={-1}
          aria-label={label}
          className="menu-list"
          onClick={(event) => {
            if ((event.target as HTMLElement).closest("[role=menuitem]")) close();
          }}
          onKeyDown={(event) => move(event, close)}
        >
          {children}
        </div>
      )}
    </div>
  );
}

/** One choice of a {@link Menu}. */
export function MenuItem({ onChoose, children }: { onChoose: () => void; children: ReactNode }) {
  return (
    <button type="button" role="menuitem" tabIndex={-1} className="menu-item" onClick={onChoose}>
      {children}
    </button>
  );
}

function itemsOf(place: HTMLElement | null): HTMLElement[] {
  return [...(place?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
}

function move(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  const items = itemsOf(event.currentTarget);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const to = steps[event.key];
  if (to !== undefined) items[to]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  // Nobody else acts on these keys while the list is open, and Tab goes on from the button.
  event.stopPropagation();
  if (event.key !== "Tab") event.preventDefault();
}
