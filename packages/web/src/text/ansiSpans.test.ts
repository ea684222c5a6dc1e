import { expect, test } from "vitest";
import { ansiSpans, plainText } from "./ansiSpans.ts";

const esc = "\u001b";

test("names the sixteen colours and keeps decorations", () => {
  const [before, red, bright] = ansiSpans(`plain ${esc}[1;31mred${esc}[0m${esc}[92mgreen${esc}[0m`);
  expect(before).toMatchObject({ text: "plain ", colour: "", decorations: [] });
  expect(red).toMatchObject({ text: "red", colour: "red", decorations: ["bold"] });
  expect(bright).toMatchObject({ text: "green", colour: "bright-green" });
});

test.each([
  ["38;5;196", "rgb(255, 0, 0)"],
  ["38;5;16", "rgb(0, 0, 0)"],
  ["38;5;244", "rgb(128, 128, 128)"],
  ["38;2;1;2;3", "rgb(1, 2, 3)"],
])("turns %s into %s", (code, colour) => {
  expect(ansiSpans(`${esc}[${code}mx`)[0]?.colour).toBe(colour);
});

test("titles and links of terminals are left out, the text of a link stays", () => {
  expect(plainText(`${esc}]0;title\u0007a ${esc}]8;;https://x${esc}\\link${esc}]8;;${esc}\\`)).toBe("a link");
});

test("markup stays text", () => {
  expect(ansiSpans("<script>alert(1)</script>")).toMatchObject([{ text: "<script>alert(1)</script>" }]);
});

test("plainText drops the escape sequences", () => {
  expect(plainText(`${esc}[31mred${esc}[39m dot`)).toBe("red dot");
});
