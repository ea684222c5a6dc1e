import { fileSize } from "../format/fileSize.ts";
import { useResultView } from "../result/useResultView.ts";
import { visibleText } from "../text/visibleText.ts";
import { AttachmentBody } from "./attachmentBody.tsx";
import { type Attachment, attachmentAddress, attachmentKind } from "./attachmentKind.ts";
import { isTurned, turned } from "./openFiles.ts";

/** What is small and tells something at once is shown at once. */
const shownAtOnce = new Set(["picture", "video", "trace"]);

/** One file with its name, type and size; larger ones are shown when asked for, which then stands in the address. */
export function AttachmentItem({ attachment }: { attachment: Attachment }) {
  const { name, mediaType, sizeBytes } = attachment;
  const kind = attachmentKind(attachment);
  const [open, setOpen] = useResultView("open");
  const isOpen = shownAtOnce.has(kind) !== isTurned(open, attachment);
  const shown = visibleText(name) || "(no name)";
  return (
    <li className="attachment">
      <div className="attachment-head">
        <a href={attachmentAddress(attachment)} download={name} title={`Download ${shown}`}>
          <bdi>{shown}</bdi>
        </a>
        <span className="muted">
          {visibleText(mediaType)}, {fileSize(sizeBytes)}
        </span>
        {kind !== "file" && (
          <button
            type="button"
            className="textButton"
            aria-expanded={isOpen}
            onClick={() => setOpen(turned(open, attachment))}
          >
            {isOpen ? "Hide" : "Show"}
            <span className="hidden"> {shown}</span>
          </button>
        )}
      </div>
      {isOpen && <AttachmentBody attachment={attachment} />}
    </li>
  );
}
