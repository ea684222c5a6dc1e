import type { Attempt } from "@backstory/model";
import { visibleText } from "../text/visibleText.ts";

/** The named things that happened in a test, in their order. */
export function EventList({ events }: { events: Attempt["events"] }) {
  if (events.length === 0) return null;
  return (
    <section className="section">
      <div className="section-head">
        <h3>Events</h3>
      </div>
      <dl className="pairs">
        {events.map((event) => (
          <div key={event.seq}>
            <dt>
              <bdi>{visibleText(event.name)}</bdi>
            </dt>
            <dd>
              <code>{visibleText(event.payload)}</code>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
