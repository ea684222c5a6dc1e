import { useQuery } from "@tanstack/react-query";
import { ApiError, apiErrorOf } from "../api.ts";
import { fileSize } from "../format/fileSize.ts";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { AnsiText } from "../result/ansiText.tsx";
import { type Attachment, attachmentAddress } from "./attachmentKind.ts";
import { CsvTable } from "./csvTable.tsx";

/** More of a file is not read into the page. */
const readAtMost = 16_000_000;

/** The text of a file, fetched when it is shown: as a table when it is one, else as a terminal would show it. */
export function AttachmentText({ attachment, isTable }: { attachment: Attachment; isTable: boolean }) {
  const { sha256, name, mediaType, sizeBytes } = attachment;
  const { data: text, error } = useQuery({
    queryKey: ["attachmentText", sha256],
    queryFn: ({ signal }) => fetchText(attachment, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <Problem error={error} />;
  if (text === undefined) return <SkeletonRows count={6} rowHeight={20} />;
  return (
    <>
      {isTable ? <CsvTable text={text} label={name} /> : <AnsiText text={setOut(text, mediaType)} label={name} />}
      {sizeBytes > readAtMost && <p className="muted">The first {fileSize(readAtMost)}: the file has the rest.</p>}
    </>
  );
}

async function fetchText(attachment: Attachment, signal: AbortSignal): Promise<string> {
  const headers = attachment.sizeBytes > readAtMost ? { range: `bytes=0-${readAtMost - 1}` } : {};
  const answer = await fetch(attachmentAddress(attachment), { signal, headers }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new ApiError(0, "The server does not answer", "Try again when it runs.");
  });
  if (!answer.ok) throw await apiErrorOf(answer);
  return answer.text();
}

/** JSON in one line is set out; everything else stays as it is. */
function setOut(text: string, mediaType: string): string {
  if (!/json/i.test(mediaType) || text.length > 1_000_000 || text.trim().includes("\n")) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
