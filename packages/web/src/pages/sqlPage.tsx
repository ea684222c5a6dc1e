import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { counted } from "../format/wholeNumber.ts";
import { usePageActions } from "../palette/pageActions.ts";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { sqlAnswerQuery, sqlHistoryQuery, sqlSchemaQuery } from "../queries/sqlQueries.ts";
import { usePage } from "../shell/usePage.ts";
import { AskedMenus } from "../sql/askedMenus.tsx";
import { sqlExamples } from "../sql/examples.ts";
import { SchemaTree } from "../sql/schemaTree.tsx";
import { SqlEditor } from "../sql/sqlEditor.tsx";
import { SqlResult } from "../sql/sqlResult.tsx";
import { SavedViews } from "../views/savedViews.tsx";
import "../parts/dialog.css";
import "../runs/runsFilters.css";
import "../sql/sqlPage.css";

/**
 * Answers what no page answers. At first glance: a statement, its rows, and what else can be read. What people do most:
 * run an example and change it, open one that they kept, take the rows along.
 */
export function SqlPage() {
  usePage("SQL");
  const { q = "", view = "table" } = useSearch({ from: "/sql" });
  const navigate = useNavigate({ from: "/sql" });
  const client = useQueryClient();
  const [text, setText] = useState(q || (sqlExamples[0]?.sql ?? ""));
  const field = useRef<HTMLTextAreaElement>(null);
  const question = sqlAnswerQuery(q);
  const { data, error, isFetching } = useQuery(question);
  const schema = useQuery(sqlSchemaQuery()).data;
  const asked = useQuery(sqlHistoryQuery()).data ?? [];
  useEffect(() => {
    if (q !== "") setText(q);
  }, [q]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was asked is longer by one when an answer has come.
  useEffect(() => void client.invalidateQueries({ queryKey: ["sqlHistory"] }), [data, error, client]);

  const run = (sql = text) => {
    if (sql.trim() === "") return;
    if (sql === q) void client.resetQueries({ queryKey: question.queryKey });
    else void navigate({ search: (before) => ({ ...before, q: sql }) });
  };
  const stop = () => void client.cancelQueries({ queryKey: question.queryKey });
  const insert = (name: string) => {
    const place = field.current;
    if (!place) return;
    place.focus();
    place.setRangeText(name, place.selectionStart, place.selectionEnd, "end");
    setText(place.value);
  };
  usePageActions([
    { word: "Run the statement", act: () => run(), keys: "Ctrl-Enter" },
    ...sqlExamples.map(({ word, sql }) => ({ word: `Run: ${word}`, act: () => run(sql) })),
  ]);

  return (
    <>
      <header className="pageHead">
        <h1>SQL</h1>
        <div className="sqlPage-menus">
          <AskedMenus asked={asked} onChoose={run} />
          <SavedViews page="sql" />
        </div>
      </header>
      <div className="sqlPage">
        <div className="sqlPage-main">
          <SqlEditor field={field} text={text} onChange={setText} onRun={() => run()} />
          <div className="sqlPage-run">
            {isFetching ? (
              <button type="button" className="button" onClick={stop}>
                Stop
              </button>
            ) : (
              <button type="button" className="button primary" onClick={() => run()} disabled={text.trim() === ""}>
                Run
              </button>
            )}
            <span className="muted">Ctrl-Enter runs it. It can only read.</span>
          </div>
          <div className="sqlPage-result">{result()}</div>
        </div>
        <aside className="sqlPage-schema" aria-label="What can be read">
          <h2>What can be read</h2>
          {schema ? <SchemaTree schema={schema} onInsert={insert} /> : <SkeletonRows count={12} rowHeight={28} />}
        </aside>
      </div>
    </>
  );

  function result() {
    if (isFetching) return <SkeletonRows count={8} rowHeight={28} />;
    if (error) return <Problem error={error} />;
    if (data) return <SqlResult answer={data} view={view} />;
    if (schema === undefined) return null;
    const { seconds, rows } = schema.limits;
    return (
      <p className="muted">
        A statement may take {counted(seconds, "second")} and answer {counted(rows, "row")}.
      </p>
    );
  }
}
