import type { Attempt } from "@backstory/model";
import { AttachmentGallery } from "../attachments/attachmentGallery.tsx";

/** The files that a test left behind. */
export function AttachmentList({ attachments }: { attachments: Attempt["attachments"] }) {
  if (attachments.length === 0) return null;
  return (
    <section className="section">
      <div className="section-head">
        <h3>Attachments</h3>
      </div>
      <AttachmentGallery attachments={attachments} />
    </section>
  );
}
