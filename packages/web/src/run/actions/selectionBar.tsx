import { counted } from "../../format/wholeNumber.ts";
import { mostChosen } from "../../search/runSearch.ts";
import type { ActionKind } from "./actionDialog.tsx";
import type { Selection } from "./useSelection.ts";
import "./actions.css";

interface SelectionBarProps {
  selection: Selection;
  ask: (kind: ActionKind, testIds: readonly string[]) => void;
}

/** What can be done to the tests that are chosen; nothing while none is. */
export function SelectionBar({ selection, ask }: SelectionBarProps) {
  const { testIds, clear } = selection;
  if (testIds.length === 0) return null;
  return (
    <section className="selectionBar" aria-label="Chosen tests">
      <strong>{counted(testIds.length, "test")} chosen</strong>
      {testIds.length > mostChosen && <span className="muted">more than the {mostChosen} that an address keeps</span>}
      <button type="button" className="button" onClick={() => ask("assign", testIds)}>
        Assign
      </button>
      <button type="button" className="button" onClick={() => ask("bug", testIds)}>
        Link bug
      </button>
      <button type="button" className="button" onClick={() => ask("comment", testIds)}>
        Comment
      </button>
      <button type="button" className="textButton" onClick={clear}>
        Choose none
      </button>
    </section>
  );
}
