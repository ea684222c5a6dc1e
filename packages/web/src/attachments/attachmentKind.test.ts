import { expect, test } from "vitest";
import { attachmentKind } from "./attachmentKind.ts";

test.each<[string, string, string]>([
  ["screen.png", "image/png", "picture"],
  ["logo.svg", "image/svg+xml", "drawing"],
  ["video.webm", "video/webm", "video"],
  ["report.html", "text/html; charset=utf-8", "page"],
  ["prices.csv", "text/csv", "table"],
  ["prices.csv", "text/plain", "table"],
  ["server.log", "application/octet-stream", "text"],
  ["answer", "application/vnd.api+json", "text"],
  ["notes", "text/plain", "text"],
  ["trace", "application/zip", "trace"],
  ["trace.zip", "application/zip", "trace"],
  ["backup.zip", "application/zip", "file"],
  ["core", "application/octet-stream", "file"],
])("%s of %s is a %s", (name, mediaType, kind) => {
  expect(attachmentKind({ name, mediaType })).toBe(kind);
});
