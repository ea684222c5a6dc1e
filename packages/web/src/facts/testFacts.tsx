import type { TestDetail } from "@backstory/model";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sendJson } from "../api.ts";
import { useAsof } from "../asof/useAsof.ts";
import { Icon } from "../parts/icon.tsx";
import { OutsideLink } from "../parts/outsideLink.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { readerName } from "../people/readerName.ts";
import { bugsQuery, commentsQuery } from "../queries/testFactsQueries.ts";
import { visibleText } from "../text/visibleText.ts";
import { RenameList } from "./renameList.tsx";
import "../parts/parts.css";
import "./testFacts.css";

/** What people said about a test: the bugs that it is linked to, comments, and its renames. */
export function TestFacts({ test }: { test: TestDetail }) {
  const { testId } = test;
  const client = useQueryClient();
  const isPast = useAsof() !== undefined;
  const [problem, setProblem] = useState("");
  const { data: bugs = [] } = useQuery(bugsQuery(testId));
  const { data: comments = [] } = useQuery(commentsQuery(testId));
  const remove = async (path: string) => {
    setProblem("");
    await sendJson("DELETE", `/tests/${testId}/${path}`, { parameters: { by: readerName() } }).catch((error: unknown) =>
      setProblem(String(error)),
    );
    await client.invalidateQueries({ queryKey: ["facts", testId] });
  };
  return (
    <>
      {bugs.length > 0 && (
        <section className="testStory-part" aria-labelledby="bugs">
          <h2 id="bugs">Bugs</h2>
          <ul className="facts-list">
            {bugs.map(({ bugId, url, key, title, tracker, by, createdAt }) => (
              <li key={bugId}>
                <OutsideLink url={url}>{visibleText(title || key)}</OutsideLink>
                <span className="muted">
                  {tracker}, linked {by && `by ${visibleText(by)} `}
                  <TimeAgo time={createdAt} />
                </span>
                {!isPast && <Remove label={`Take off ${key}`} onRemove={() => remove(`bugs/${bugId}`)} />}
              </li>
            ))}
          </ul>
        </section>
      )}
      {comments.length > 0 && (
        <section className="testStory-part" aria-labelledby="comments">
          <h2 id="comments">Comments</h2>
          <ul className="facts-list">
            {comments.map(({ commentId, text, by, createdAt }) => (
              <li key={commentId} className="facts-comment">
                <p>{visibleText(text)}</p>
                <span className="muted">
                  {by ? visibleText(by) : "somebody"}, <TimeAgo time={createdAt} />
                </span>
                {!isPast && <Remove label="Take this comment back" onRemove={() => remove(`comments/${commentId}`)} />}
              </li>
            ))}
          </ul>
        </section>
      )}
      <RenameList test={test} onProblem={setProblem} />
      {problem && (
        <p role="alert" className="facts-problem">
          {visibleText(problem)}
        </p>
      )}
    </>
  );
}

function Remove({ label, onRemove }: { label: string; onRemove: () => Promise<unknown> }) {
  return (
    <button type="button" className="iconButton" title={label} onClick={() => void onRemove()}>
      <Icon name="close" size={12} />
      <span className="hidden">{visibleText(label)}</span>
    </button>
  );
}
