import type { RunAttachment } from "@backstory/model";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { AttachmentGallery } from "../../attachments/attachmentGallery.tsx";
import { wholeNumber } from "../../format/wholeNumber.ts";
import { Notice } from "../../parts/notice.tsx";
import { Problem } from "../../parts/problem.tsx";
import { SkeletonRows } from "../../parts/skeletonRows.tsx";
import { runAttachmentsQuery } from "../../queries/runPartsQueries.ts";
import { OutcomeMark } from "../../status/outcomeMark.tsx";
import { visibleText } from "../../text/visibleText.ts";
import "./filesView.css";

/** The files of a run: those of the build, then those that its tests left behind, of failing ones first. */
export function FilesView({ runId }: { runId: string }) {
  const { data, error, refetch } = useQuery(runAttachmentsQuery(runId));
  if (error && !data) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonRows count={6} rowHeight={36} />;
  if (data.items.length === 0) {
    return (
      <Notice title="This run has no files">
        Tests leave files behind by attaching them: see the guide of your runner.
      </Notice>
    );
  }
  return (
    <div className="files">
      {byTest(data.items).map(({ key, test, files }) => (
        <section key={key}>
          <h2>
            {test === null ? (
              "Of the build"
            ) : (
              <>
                <OutcomeMark mark={test.status} />
                <Link
                  from="/runs/$runId"
                  to="."
                  search={(search) => ({ ...search, view: undefined, test: test.testId, attempt: test.attempt })}
                  className="cut"
                >
                  <bdi>{visibleText(test.name)}</bdi>
                </Link>
                {test.attempt > 1 && <span className="muted">attempt {test.attempt}</span>}
              </>
            )}
          </h2>
          <AttachmentGallery attachments={files} />
        </section>
      ))}
      {data.total > data.items.length && (
        <p className="muted">
          The first {wholeNumber(data.items.length)} of {wholeNumber(data.total)}: each result has all of its own.
        </p>
      )}
    </div>
  );
}

interface FilesOfTest {
  readonly key: string;
  readonly test: RunAttachment["test"];
  readonly files: RunAttachment[];
}

function byTest(items: readonly RunAttachment[]): FilesOfTest[] {
  const found = new Map<string, FilesOfTest>();
  for (const item of items) {
    const key = item.test === null ? "" : `${item.test.testId} ${item.test.attempt}`;
    const group = found.get(key) ?? { key, test: item.test, files: [] };
    group.files.push(item);
    found.set(key, group);
  }
  return [...found.values()];
}
