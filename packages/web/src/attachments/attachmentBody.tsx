import { Command } from "../parts/command.tsx";
import { visibleText } from "../text/visibleText.ts";
import { type Attachment, attachmentAddress, attachmentKind } from "./attachmentKind.ts";
import { AttachmentText } from "./attachmentText.tsx";

/** A file, shown in the way of its kind. What comes from users can do nothing: pages and drawings run no script. */
export function AttachmentBody({ attachment }: { attachment: Attachment }) {
  const name = visibleText(attachment.name);
  const address = attachmentAddress(attachment);
  switch (attachmentKind(attachment)) {
    case "picture":
      return (
        <a href={address} target="_blank" rel="noreferrer" title="Open the picture alone">
          <img src={address} alt={name} loading="lazy" />
        </a>
      );
    case "drawing":
      return <img src={attachmentAddress(attachment, "svg")} alt={name} loading="lazy" />;
    case "video":
      // biome-ignore lint/a11y/useMediaCaption: runners record no words.
      return <video src={address} controls preload="metadata" aria-label={name} />;
    case "audio":
      // biome-ignore lint/a11y/useMediaCaption: see above.
      return <audio src={address} controls preload="metadata" aria-label={name} />;
    case "page":
      return <iframe src={attachmentAddress(attachment, "html")} title={name} sandbox="" loading="lazy" />;
    case "table":
      return <AttachmentText attachment={attachment} isTable />;
    case "text":
      return <AttachmentText attachment={attachment} isTable={false} />;
    case "trace":
      return (
        <Command
          text={`npx playwright show-trace ${location.origin}${address}`}
          label="Copy the command that opens the trace"
        />
      );
    case "file":
      return null;
  }
}
