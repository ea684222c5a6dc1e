import { counted } from "../format/wholeNumber.ts";
import { AnsiText } from "./ansiText.tsx";

/** A captured text, folded unless it helps at once. Nothing when there is none. */
export function Output({ title, text, isOpen }: { title: string; text: string; isOpen: boolean }) {
  if (text.trim() === "") return null;
  return (
    <section className="section">
      <details open={isOpen}>
        <summary>
          {title} ({counted(text.trimEnd().split("\n").length, "line")})
        </summary>
        <AnsiText text={text} label={title} />
      </details>
    </section>
  );
}
