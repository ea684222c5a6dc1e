import { ApiError } from "../api.ts";
import "./queryBar.css";

/** What is wrong with a search that cannot be read, below its field; what was found before stays on the page. */
export function SearchNote({ error }: { error: Error | null }) {
  const isAboutSearch = error instanceof ApiError && error.status === 400;
  return (
    <p className="queryBar-note" role="status" hidden={!isAboutSearch}>
      {isAboutSearch ? error.message : ""}
    </p>
  );
}
