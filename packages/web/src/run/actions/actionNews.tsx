import { Icon } from "../../parts/icon.tsx";
import { visibleText } from "../../text/visibleText.ts";
import "./actions.css";

/** What is told of an action, and how to take it back. */
export interface News {
  readonly text: string;
  readonly isProblem: boolean;
  readonly undo?: () => void;
}

/** What was done, at the edge of the page until it is put away. */
export function ActionNews({ news, close }: { news: News | undefined; close: () => void }) {
  return (
    <div className="actionNews" role="status">
      {news && (
        <p data-mark={news.isProblem ? "failed" : "passed"}>
          <Icon name={news.isProblem ? "failed" : "passed"} />
          <span>{visibleText(news.text)}</span>
          {news.undo && (
            <button type="button" className="textButton" onClick={news.undo}>
              Undo
            </button>
          )}
          <button type="button" className="iconButton" onClick={close}>
            <Icon name="close" />
            <span className="hidden">Put away</span>
          </button>
        </p>
      )}
    </div>
  );
}
