import { useEffect, useRef, useSyncExternalStore } from "react";

/** Something that can be done, as the palette offers it. */
export interface PaletteAction {
  readonly word: string;
  readonly act: () => unknown;
  /** The key that does the same on the page. */
  readonly keys?: string;
}

const offered = new Map<object, () => readonly PaletteAction[]>();
const listeners = new Set<() => void>();
let version = 0;

/** Offers what can be done on a page in the palette, as long as the page is there. */
export function usePageActions(actions: readonly PaletteAction[]): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const owner = {};
    offered.set(owner, () => latest.current);
    changed();
    return () => {
      offered.delete(owner);
      changed();
    };
  }, []);
}

/** What the page that is open offers. */
export function useOfferedActions(): readonly PaletteAction[] {
  useSyncExternalStore(subscribe, () => version);
  return [...offered.values()].flatMap((read) => read());
}

function changed(): void {
  version += 1;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
