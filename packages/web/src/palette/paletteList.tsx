import { useEffect, useRef } from "react";
import type { PaletteEntry } from "./paletteEntries.ts";

interface PaletteListProps {
  id: string;
  entries: readonly PaletteEntry[];
  active: number;
  onPoint: (index: number) => void;
  onChoose: (entry: PaletteEntry) => void;
}

/** The lines of the palette under the names of their groups. */
export function PaletteList({ id, entries, active, onPoint, onChoose }: PaletteListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);
  const groups = [...new Set(entries.map(({ group }) => group))];
  return (
    <div id={id} ref={list} role="listbox" aria-label="What there is" className="palette-list">
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a list box.
        <div key={group} role="group" aria-label={group}>
          <p className="palette-group" aria-hidden="true">
            {group}
          </p>
          {entries.map((entry, index) =>
            entry.group === group ? (
              // biome-ignore lint/a11y/useFocusableInteractive: see the list box.
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys.
              <div
                key={entry.key}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === active}
                className="palette-entry"
                onClick={() => onChoose(entry)}
                onPointerMove={() => index !== active && onPoint(index)}
              >
                <bdi className="cut">{entry.word}</bdi>
                {entry.note && <bdi className="cut muted">{entry.note}</bdi>}
                {entry.keys && <kbd>{entry.keys}</kbd>}
              </div>
            ) : null,
          )}
        </div>
      ))}
    </div>
  );
}
