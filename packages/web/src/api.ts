import type { Problem } from "@backstory/model";

type Parameters = Readonly<Record<string, string | number | undefined>>;

/** An answer that was not a success, or none at all: `status` 0 when the server could not be reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly hint: string;

  constructor(status: number, message: string, hint: string) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.hint = hint;
  }
}

/** The JSON answer to `GET /api/v1{path}`; parameters that are undefined or empty are left away. Throws {@link ApiError}. */
export async function getJson<Answer>(path: string, parameters: Parameters, signal: AbortSignal): Promise<Answer> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  const answer = await fetch(`/api/v1${path}?${search}`, { signal, headers: { accept: "application/json" } }).catch(
    (cause: unknown) => {
      if (signal.aborted) throw cause;
      throw new ApiError(0, "The server does not answer", "Is it running? Start it with: npx backstory serve");
    },
  );
  if (!answer.ok) throw await apiErrorOf(answer);
  return (await answer.json()) as Answer;
}

async function apiErrorOf(answer: Response): Promise<ApiError> {
  const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  const message = problem.detail ?? problem.title ?? `The server answered ${answer.status}`;
  return new ApiError(answer.status, message, problem.hint ?? "The server's log has the rest.");
}
