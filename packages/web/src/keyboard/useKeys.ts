import { useEffect, useRef } from "react";

/** What each key does on a page. A handler that returns false has not used the key; then others may. */
export type Keys = Readonly<Record<string, (event: KeyboardEvent) => unknown>>;

/** Lets single keys act while nobody types in a field and no dialog is open. Parts mounted deeper are asked first. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
      const act = latest.current[event.key];
      if (act && act(event) !== false) event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches("input:not([type='checkbox']), textarea, select, [contenteditable]")
  );
}
