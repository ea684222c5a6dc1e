import type { Attempt } from "@backstory/model";
import { OutsideLink } from "../parts/outsideLink.tsx";
import { visibleText } from "../text/visibleText.ts";

/** The addresses that a test names: issues, test cases, documents. */
export function LinkList({ links }: { links: Attempt["links"] }) {
  if (links.length === 0) return null;
  return (
    <section className="section">
      <div className="section-head">
        <h3>Links</h3>
      </div>
      <ul className="attachments">
        {links.map((link) => (
          <li key={link.url}>
            <OutsideLink url={link.url}>{visibleText(String(link["name"] ?? link.url))}</OutsideLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
