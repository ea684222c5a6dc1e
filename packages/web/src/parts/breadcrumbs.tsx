import { Fragment, type ReactNode } from "react";
import "./breadcrumbs.css";

/** The way from a section to where one is: links, and the page itself at the end, which is not one. */
export function Breadcrumbs({ steps }: { steps: readonly { key: string; step: ReactNode }[] }) {
  return (
    <nav aria-label="Where this is" className="breadcrumbs">
      {steps.map(({ key, step }, index) => (
        <Fragment key={key}>
          {index > 0 && <span aria-hidden="true">/</span>}
          <span aria-current={index === steps.length - 1 ? "page" : undefined}>{step}</span>
        </Fragment>
      ))}
    </nav>
  );
}
