import { ApiError, apiErrorOf } from "./api.ts";

/** The JSON answer to a request that changes something below `/api/v1`. Throws {@link ApiError}. */
export async function sendJson<Answer>(
  method: "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
): Promise<Answer> {
  const answer = await fetch(`/api/v1${path}`, {
    method,
    headers: { accept: "application/json", "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiError(0, "The server does not answer", "Nothing was changed. Is it running?");
  });
  if (!answer.ok) throw await apiErrorOf(answer);
  return (await answer.json()) as Answer;
}
