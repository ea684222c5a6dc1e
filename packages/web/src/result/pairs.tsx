import { visibleText } from "../text/visibleText.ts";

interface PairsProps {
  title: string;
  pairs: Readonly<Record<string, unknown>>;
}

/** Names with their values. Nothing when there are none. */
export function Pairs({ title, pairs }: PairsProps) {
  const entries = Object.entries(pairs);
  if (entries.length === 0) return null;
  return (
    <section className="section">
      <div className="section-head">
        <h3>{title}</h3>
      </div>
      <dl className="pairs">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>
              <bdi>{visibleText(name)}</bdi>
            </dt>
            <dd>
              <bdi>{visibleText(wordsOf(value))}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function wordsOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.join(", ");
  return JSON.stringify(value) ?? "";
}
