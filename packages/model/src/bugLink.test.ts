import { expect, test } from "vitest";
import { bugLink } from "./bugLink.ts";

test.each([
  ["https://github.com/acme/shop/issues/45", "github", "#45"],
  ["https://github.acme.com/acme/shop/pull/7#issuecomment-1", "github", "#7"],
  ["https://gitlab.com/acme/shop/-/issues/12", "gitlab", "#12"],
  ["https://acme.atlassian.net/browse/SHOP-123?focused=1", "jira", "SHOP-123"],
  ["https://linear.app/acme/issue/ENG-9/rounding-is-wrong", "linear", "ENG-9"],
  ["https://acme.youtrack.cloud/issue/SHOP-4", "youtrack", "SHOP-4"],
  ["https://dev.azure.com/acme/shop/_workitems/edit/99", "azure", "#99"],
  ["https://bugzilla.mozilla.org/show_bug.cgi?id=1234", "bugzilla", "#1234"],
  ["https://bugs.example.com/rounding", "other", "rounding"],
  ["https://bugs.example.com", "other", "bugs.example.com"],
])("%s is of %s, %s", (url, tracker, key) => {
  expect(bugLink(url)).toEqual({ tracker, key });
});
