import { useMemo } from "react";
import { AttachmentItem } from "./attachmentItem.tsx";
import type { Attachment } from "./attachmentKind.ts";
import { ImageDiff } from "./imageDiff.tsx";
import { imageSets } from "./imageSets.ts";
import "../parts/parts.css";
import "./attachmentGallery.css";

/** Files that tests left behind, each shown in the way of its kind; pictures that were compared stand together, first. */
export function AttachmentGallery({ attachments }: { attachments: readonly Attachment[] }) {
  const { sets, others } = useMemo(() => imageSets(attachments), [attachments]);
  return (
    <ul className="attachments">
      {sets.map((set) => (
        <li key={`${set.name} ${set.actual.sha256}`} className="attachment">
          <ImageDiff set={set} />
        </li>
      ))}
      {others.map((attachment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same file can be there twice; files never move.
        <AttachmentItem key={`${attachment.sha256} ${index}`} attachment={attachment} />
      ))}
    </ul>
  );
}
