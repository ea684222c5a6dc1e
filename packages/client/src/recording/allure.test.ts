import type { ResultToWrite } from "@backstory/model";
import { recordSchema } from "@backstory/model";
import { expect, test } from "vitest";
import { addAllure } from "./allure.ts";
import { allureFiles } from "./allureFiles.ts";
import { type AllureMessage, allureMessagesIn } from "./allureMessages.ts";
import { addAllureTitle } from "./allureTitle.ts";

function result(name = "adds"): ResultToWrite {
  const startedAt = new Date(0).toISOString();
  return { kind: "result", resultId: "r", suite: "s", name, attempt: 1, status: "passed", startedAt, durationMs: 1 };
}

const metadata = (data: AllureMessage["data"]): AllureMessage => ({ type: "metadata", data: data as object });

test("metadata become labels, links, properties, a description and a title", () => {
  const told = result();
  addAllure(told, [
    metadata({
      labels: [
        { name: "owner", value: "me" },
        { name: "tag", value: "slow" },
        { name: "ALLURE_ID", value: "77" },
      ],
    }),
    metadata({
      labels: [
        { name: "tag", value: "fast" },
        { name: "tag", value: "slow" },
      ],
    }),
    metadata({
      links: [{ url: "https://bugs.example/1", type: "issue", name: "BUG-1" }, { url: "https://docs.example" }],
    }),
    metadata({
      parameters: [
        { name: "browser", value: "chrome" },
        { name: "password", value: "x", mode: "masked" },
        { name: "seed", value: 1, mode: "hidden" },
      ],
    }),
    metadata({ descriptionHtml: "<b>all</b>" }),
    metadata({ description: "all of it" }),
    metadata({ displayName: "Adds up" }),
  ]);
  expect(told).toMatchObject({
    labels: { owner: ["me"], tag: ["slow", "fast"], ALLURE_ID: ["77"] },
    declaredId: "77",
    links: [{ url: "https://bugs.example/1", type: "issue", name: "BUG-1" }, { url: "https://docs.example" }],
    properties: { browser: "chrome", password: "******" },
    description: "all of it",
    displayName: "Adds up",
  });
  expect(recordSchema.safeParse(told).success).toBe(true);
});

test("steps nest, and one that never ended is broken", () => {
  const told = result();
  addAllure(told, [
    { type: "step_start", data: { name: "outer", start: 1_000 } },
    { type: "step_metadata", data: { name: "outer, renamed", parameters: [{ name: "n", value: "1" }] } },
    { type: "step_start", data: { name: "inner", start: 1_100 } },
    {
      type: "attachment_content",
      data: { name: "shot", content: "aGk=", encoding: "base64", contentType: "image/png" },
    },
    { type: "step_stop", data: { stop: 1_150, status: "failed", statusDetails: { message: "no" } } },
    { type: "step_stop", data: { stop: 1_200, status: "passed" } },
    { type: "step_stop", data: {} },
    { type: "step_start", data: { name: "left open" } },
  ]);
  expect(told.steps).toEqual([
    {
      ...{
        name: "outer, renamed",
        status: "passed",
        startedAt: "1970-01-01T00:00:01.000Z",
        durationMs: 200,
        params: { n: "1" },
      },
      steps: [
        {
          name: "inner",
          status: "failed",
          startedAt: "1970-01-01T00:00:01.100Z",
          durationMs: 50,
          failure: { message: "no" },
          attachments: ["shot"],
        },
      ],
    },
    { name: "left open", status: "broken" },
  ]);
  expect(recordSchema.safeParse(told).success).toBe(true);
});

test("attachments are files, with the ending that they should have", () => {
  const files = allureFiles([
    {
      type: "attachment_content",
      data: { name: "shot", content: "aGk=", encoding: "base64", contentType: "image/png", fileExtension: ".png" },
    },
    { type: "attachment_content", data: { name: "a.txt", content: "hi", encoding: "utf-8", fileExtension: "txt" } },
    { type: "attachment_path", data: { name: "log", path: "/tmp/log.txt", contentType: "text/plain" } },
    { type: "attachment_content", data: { name: "nothing" } },
  ]);
  expect(files).toEqual([
    { name: "shot.png", content: Buffer.from("hi"), mediaType: "image/png" },
    { name: "a.txt", content: Buffer.from("hi") },
    { name: "log", content: "/tmp/log.txt", mediaType: "text/plain" },
  ]);
});

test("what stands for Allure in a title goes where it belongs", () => {
  const told = result(`adds @allure.id=7  up @allure.label.owner:"me too" allure.link.issue=https://bugs.example/1`);
  addAllureTitle(told);
  expect(told).toMatchObject({
    name: "adds up",
    displayName: expect.stringContaining("@allure.id=7"),
    declaredId: "7",
    labels: { ALLURE_ID: ["7"], owner: ["me too"] },
    links: [{ type: "issue", url: "https://bugs.example/1" }],
  });
  const plain = result("uses allure.js and @allure.nothing=1");
  addAllureTitle(plain);
  expect(plain).toEqual(result("uses allure.js and @allure.nothing=1"));
});

test("messages that are none of Allure's change nothing", () => {
  const told = result();
  const strange = [
    { fact: "allure", message: null },
    { fact: "allure", message: 7 },
    { fact: "allure", message: { type: "other" } },
    { fact: "metric" },
  ];
  addAllure(told, allureMessagesIn(strange));
  expect(told).toEqual(result());
});
