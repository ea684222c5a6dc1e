import type { Problem } from "@backstory/model";
import { OpenAPIHono } from "@hono/zod-openapi";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { EngineError } from "../store/connection.ts";
import type { AppEnvironment } from "./environment.ts";
import { answerProblem } from "./problem.ts";
import { requests } from "./requests.ts";

function appThatThrows(error: unknown) {
  const lines: string[] = [];
  const logger = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
  const app = new OpenAPIHono<AppEnvironment>();
  app.onError((thrown, context) => answerProblem(thrown, context, logger));
  app.use(requests(logger));
  app.get("/", () => {
    throw error;
  });
  return { app, lines };
}

describe("what was not foreseen", () => {
  test("is told without its words, and logged with them under the id of the request", async () => {
    const { app, lines } = appThatThrows(new Error("secret path /home/ada"));
    const answer = await app.request("/");
    const text = await answer.text();
    const problem = JSON.parse(text) as Problem & { requestId: string };
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(problem).toMatchObject({ status: 500, code: "internal" });
    expect(text).not.toMatch(/secret|\.ts:/);
    expect(answer.headers.get("x-request-id")).toBe(problem.requestId);
    const logged = lines.map((line) => JSON.parse(line));
    expect(logged).toContainEqual(
      expect.objectContaining({
        ...{ level: 50, requestId: problem.requestId },
        err: expect.objectContaining({
          message: "secret path /home/ada",
          stack: expect.stringContaining("problem.test"),
        }),
      }),
    );
    expect(logged.at(-1)).toMatchObject({ level: 30, requestId: problem.requestId, path: "/", status: 500 });
  });
});

test("an engine that cannot be reached is told with the time after which to try again", async () => {
  const { app } = appThatThrows(new EngineError("ECONNREFUSED", 0, undefined));
  const answer = await app.request("/");
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(await answer.json()).toMatchObject({ code: "store-unavailable" });
});
