import type { Attempt } from "@backstory/model";
import { fileSize } from "../format/fileSize.ts";
import { visibleText } from "../text/visibleText.ts";

// SVG is left out: it can hold scripts, and is shown as a file.
const pictures = /^image\/(png|jpeg|gif|webp|avif)$/;

/** The files that a test left behind; pictures are shown. */
export function AttachmentList({ attachments }: { attachments: Attempt["attachments"] }) {
  if (attachments.length === 0) return null;
  return (
    <section className="section">
      <div className="section-head">
        <h3>Attachments</h3>
      </div>
      <ul className="attachments">
        {attachments.map(({ name, mediaType, sizeBytes, sha256 }) => (
          <li key={`${name} ${sha256}`}>
            <a href={`/api/v1/attachments/${sha256}`} download={name}>
              <bdi>{visibleText(name)}</bdi>
            </a>{" "}
            <span className="muted">
              {mediaType}, {fileSize(sizeBytes)}
            </span>
            {pictures.test(mediaType) && <img src={`/api/v1/attachments/${sha256}`} alt={name} loading="lazy" />}
          </li>
        ))}
      </ul>
    </section>
  );
}
