import { BackstoryError } from "@backstory/model";
import type { Context } from "hono";
import type { AppEnvironment, Services } from "../environment.ts";
import { answerProblem } from "../problem.ts";

/**
 * Answers as Tesults does: `data` with 200, or `error` with its number and a message that says what to do. Errors are
 * logged and numbered as everywhere else.
 */
export async function inItsShape(
  context: Context<AppEnvironment>,
  { logger }: Services,
  answer: () => Promise<object>,
): Promise<Response> {
  try {
    return context.json({ data: await answer() }, 200);
  } catch (thrown) {
    const problem = answerProblem(thrown, context, logger);
    const { title, detail, hint } = (await problem.json()) as Record<string, string>;
    const message = [title, detail, hint].filter((part) => part).join(" – ");
    const code = thrown instanceof BackstoryError ? thrown.code : "internal";
    const headers = new Headers(problem.headers);
    headers.set("Content-Type", "application/json");
    const body = JSON.stringify({ error: { code: problem.status, message, reason: code } });
    return new Response(body, { status: problem.status, headers });
  }
}
