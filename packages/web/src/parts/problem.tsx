import { ApiError } from "../api.ts";
import "./parts.css";

/** Says what went wrong and what to do next, and lets one try again. */
export function Problem({ error, retry }: { error: Error; retry?: () => void }) {
  const hint = error instanceof ApiError ? error.hint : "Load the page again; if it stays, tell us what you did.";
  return (
    <section className="notice" role="alert">
      <h2>{error.message}</h2>
      <p>{hint}</p>
      {retry && (
        <p>
          <button type="button" className="button" onClick={retry}>
            Try again
          </button>
        </p>
      )}
    </section>
  );
}
