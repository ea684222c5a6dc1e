import { Link } from "@tanstack/react-router";
import "./pickBar.css";

interface PickBarProps {
  picked: readonly string[];
  onClear: () => void;
}

/** Says how many runs are picked and leads to their comparison; nothing while none is. */
export function PickBar({ picked, onClear }: PickBarProps) {
  const [a, b] = picked.toSorted();
  if (a === undefined) return null;
  return (
    <section className="pickBar" aria-label="Picked runs">
      <span role="status">{b === undefined ? "1 run picked: pick another to compare" : "2 runs picked"}</span>
      {b !== undefined && (
        <Link to="/compare" search={{ a, b }} className="button primary">
          Compare <kbd>c</kbd>
        </Link>
      )}
      <button type="button" className="button" onClick={onClear}>
        Clear
      </button>
    </section>
  );
}
