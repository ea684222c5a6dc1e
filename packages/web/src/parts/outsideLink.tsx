import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

/** A link out of Backstory; an address that is not http(s) stays text, so that no record can smuggle a script in. */
export function OutsideLink({ url, children }: { url: string; children: ReactNode }) {
  if (!/^https?:\/\//i.test(url)) return <bdi>{children}</bdi>;
  return (
    <a href={url} target="_blank" rel="noreferrer" className="outside">
      <bdi>{children}</bdi> <Icon name="external" size={12} />
    </a>
  );
}
